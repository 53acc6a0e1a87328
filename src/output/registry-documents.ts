// Every document that spans packages.
import type { Directory } from '../model/directory.ts';
import type { ListedPackage, RegistrySummary } from '../model/registry-summary.ts';
import { fixedFiles } from './fixed-documents.ts';
import { listedNamesOf, orgFiles } from './org-documents.ts';
import type { OutputFile } from './output-file.ts';
import { searchFile } from './search.ts';
import { userFiles } from './user-documents.ts';

/** Documents that any publish may change: none of them grows with the registry. */
export function recentDocuments({
  summary,
  date,
}: {
  readonly summary: RegistrySummary;
  /** Of the commit. */
  readonly date: Date;
}): readonly OutputFile[] {
  return [...fixedFiles(date), searchFile(summary, date)];
}

/** Documents that list packages by who may do what with them. */
export function listingDocuments({
  listed,
  directory,
  date,
}: {
  /** Sorted by name; those that readers of these documents may know of. */
  readonly listed: readonly ListedPackage[];
  readonly directory: Directory;
  readonly date: Date;
}): readonly OutputFile[] {
  const names = listedNamesOf(listed);
  return [
    ...[...directory.orgs.values()].flatMap((org) => orgFiles({ org, names, date })),
    ...userFiles({ directory, packages: listed, date }),
  ];
}
