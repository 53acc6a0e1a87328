// What the checks look at: everything that they need was read before.
import type { HeldPackage } from '../change/held-package.ts';
import type { ArchiveFile } from '../inspect/archive-files.ts';
import type { Tarball } from '../inspect/tarball.ts';
import type { JsonObject } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import type { ReviewPolicy } from '../policy/review-policy.ts';
import type { RunPublint } from './run-publint.ts';

/** A version with its files in memory. */
export interface ReadVersion {
  readonly version: Version;
  /** Of the tarball, in the registry repository. */
  readonly path: string;
  readonly tarball: Tarball;
  /** In the archive's order; see `readArchiveFiles`. */
  readonly files: readonly ArchiveFile[];
  /** Whether a provenance lies beside the tarball, and whether it is of this tarball. */
  readonly provenance: 'none' | 'valid' | 'invalid';
}

/** A version that the change adds. */
export interface AddedVersion extends ReadVersion {
  readonly name: PackageName;
  readonly pkg: ReviewedPackage;
  /**
   * The closest version that was there before: the highest below this one, else the lowest. `undefined` for the first
   * of a package, or where its tarball cannot be read.
   */
  readonly previous: ReadVersion | undefined;
}

/** A package whose folder the change touches. */
export interface ReviewedPackage {
  readonly name: PackageName;
  /** No version of it was there: a meta.json alone, which anybody can propose, makes no name known. */
  readonly isNew: boolean;
  readonly before: HeldPackage;
  readonly after: HeldPackage;
}

/** What of the rest of the registry a check may ask for. */
export interface ReviewContext {
  /** As the commit says that is built on, never the change. */
  readonly policy: ReviewPolicy;
  /** Of every package there was, in any order. May be empty when the change adds neither a name nor a command. */
  readonly names: readonly PackageName[];
  /**
   * Versions of a package as they are after the change, ascending; `undefined` for a name that is not of this registry.
   * Of packages that the change does not touch, they are those that have a file: a meta.json that cannot be read is no
   * reason not to judge another package.
   */
  readonly versionsOf: (name: PackageName) => Promise<readonly Version[] | undefined>;
  /** package.json of a package's highest version as it was; `undefined` where there is none. */
  readonly manifestOf: (name: PackageName) => Promise<JsonObject | 'unread' | undefined>;
  /** What a version of a package holds, as it is after the change; `undefined` where it cannot be read. */
  readonly tarballOf: (name: PackageName, version: Version) => Promise<Tarball | undefined>;
  readonly publint: RunPublint;
  /** Whether the registry that npm is configured with has the name; `undefined` where nobody asks it. */
  readonly existsUpstream: ((name: PackageName) => Promise<boolean>) | undefined;
}
