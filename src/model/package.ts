// A package as its registry documents need it.
import type { DistTag } from '../dist-tag.ts';
import type { PackageName } from '../package-name.ts';
import type { TarballFile } from '../source/snapshot.ts';
import type { Version } from '../version.ts';
import type { ExaminedFile, ExaminedProvenance } from './examined-file.ts';
import type { Tombstone } from './meta.ts';
import type { UserName } from './user-name.ts';
import type { VersionFragment } from './version-fragment.ts';

/** npm's person. An email only when it stands in users/. */
export interface Person {
  readonly name: string;
  readonly email?: string;
}

/** What a person may do with a package, in the words of npm's access documents. */
export type Access = 'read' | 'write';

export interface PackageVersion {
  readonly version: Version;
  readonly fragment: VersionFragment;
  readonly readme: ExaminedFile['readme'];
  readonly file: TarballFile;
  readonly provenance: ExaminedProvenance | undefined;
  /** ISO 8601, UTC, whole seconds: when it landed, or what meta.json says for a mirrored one. */
  readonly time: string;
  readonly publisher: Person;
  readonly deprecated: string | undefined;
  /** The commit that it was packed from, as whoever published it said. */
  readonly gitHead: string | undefined;
}

export interface Package {
  readonly name: PackageName;
  /** Semver order, ascending; at least one. */
  readonly versions: readonly PackageVersion[];
  /** `latest` first, then by name. Each points at a version above. */
  readonly distTags: ReadonlyMap<DistTag, Version>;
  readonly created: string;
  readonly modified: string;
  readonly maintainers: readonly Person[];
  /** Maintainers, and members of teams with a permission. Sorted by name. */
  readonly collaborators: ReadonlyMap<UserName, Access>;
  readonly access: 'public' | 'restricted';
  /** Names of users who starred it, sorted. */
  readonly stars: readonly string[];
  readonly revision: number;
  /** Versions that can never be used again. */
  readonly unpublished: ReadonlyMap<Version, Tombstone>;
}
