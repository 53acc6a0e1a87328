// Every document that belongs to one package.
import type { VersionDocuments } from '../config.ts';
import type { Package } from '../model/package.ts';
import { abbreviatedFile } from './abbreviated.ts';
import { attestationsFiles } from './attestations.ts';
import { collaboratorsFile, distTagsFile, visibilityFile } from './package-facts.ts';
import type { OutputFile } from './output-file.ts';
import { entriesOf, foreignUrlOf, type TarballLinks } from './package-entries.ts';
import { packumentFile } from './packument.ts';
import { tarballFile } from './tarball-file.ts';
import { versionFiles } from './version-documents.ts';

export interface DocumentOptions extends TarballLinks {
  /** Which versions get a document of their own: each costs a file. */
  readonly versionDocuments: VersionDocuments;
  /** Whether the packument carries the README, which every install then pays for. */
  readonly readmeInPackument: boolean;
  /** Whether to make the abbreviated packument: only where the host can choose by the Accept header. */
  readonly abbreviated: boolean;
}

/** Tarballs first, then what refers to them. */
export async function documentsOf(
  pkg: Package,
  options: DocumentOptions,
): Promise<readonly OutputFile[]> {
  const entries = entriesOf(pkg, options);
  return [
    ...pkg.versions
      .filter((version) => foreignUrlOf(version, options) === undefined)
      .map((version) => tarballFile(pkg.name, version)),
    ...pkg.versions.flatMap((version) => attestationsFiles(pkg.name, version)),
    ...(await versionFiles(pkg, entries, options.versionDocuments)),
    await packumentFile(pkg, entries, { readme: options.readmeInPackument }),
    ...(options.abbreviated ? [abbreviatedFile(pkg, entries)] : []),
    distTagsFile(pkg),
    collaboratorsFile(pkg),
    visibilityFile(pkg),
  ];
}
