// What a build keeps of one package, so that the next one looks only at what is new.
import type { FolderHistory, Landing } from '../source/landing.ts';
import type { ExaminedProvenance } from '../model/examined-file.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import type { PackageSummary } from '../model/summary.ts';
import type { VersionFragment } from '../model/version-fragment.ts';
import type { Problem } from '../problems.ts';
import type { Oid } from '../source/git-engine.ts';

/** A tarball whose bytes were inspected: a function of those bytes, which the object id names. */
export interface KeptFile {
  readonly oid: Oid;
  /** What first landed for the version, where that is stored as another object: they stand for the same bytes. */
  readonly landed?: Pick<Landing, 'path' | 'oid'>;
  readonly fragment: VersionFragment | undefined;
  readonly problems: readonly Problem[];
  readonly provenance?: KeptProvenance;
}

/** What was found of a provenance beside that very tarball: a function of both files' bytes. */
export interface KeptProvenance extends Pick<
  ExaminedProvenance,
  'predicateType' | 'digest' | 'size'
> {
  readonly oid: Oid;
}

export interface PackageState {
  readonly history: FolderHistory;
  /** By path. */
  readonly files: ReadonlyMap<string, KeptFile>;
  /** `undefined` when the package was left out. */
  readonly summary: PackageSummary | undefined;
  /** For the website's lists, where there is one. */
  readonly facts?: PackageFacts | undefined;
  readonly problems: readonly Problem[];
}
