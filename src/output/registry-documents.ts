// Every document that spans packages.
import { compareText } from '../compare.ts';
import type { Directory } from '../model/directory.ts';
import type { PackageSummary } from '../model/summary.ts';
import { fixedFiles } from './fixed-documents.ts';
import { orgFiles } from './org-documents.ts';
import type { OutputFile } from './output-file.ts';
import { searchFile } from './search.ts';
import { userFiles } from './user-documents.ts';

export interface RegistryInput {
  readonly summaries: readonly PackageSummary[];
  readonly directory: Directory;
  /** Of the commit. */
  readonly date: Date;
  /** Everything is behind a login, so these documents may name restricted packages. */
  readonly protected: boolean;
}

/** Restricted packages are in none of them, unless the whole registry is protected. */
export function registryDocuments(input: RegistryInput): readonly OutputFile[] {
  const { directory, date } = input;
  const packages = input.summaries
    .filter(({ access }) => input.protected || access === 'public')
    .sort((a, b) => compareText(a.name, b.name));
  return [
    ...fixedFiles(date),
    searchFile(packages, date),
    ...[...directory.orgs.values()].flatMap((org) => orgFiles({ org, packages, date })),
    ...userFiles({ directory, packages, date }),
  ];
}
