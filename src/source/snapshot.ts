// What `source` gives to the rest of the pipeline: the inputs of a build at one commit.
import type { FolderHistory, HistoryState, Landing } from './landing.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import type { Version } from '../version.ts';
import type { BlobFault, Oid } from './git-engine.ts';
import type { LargeBytes } from './large-bytes.ts';

/** A file of the repository other than a tarball (stillpack.json, meta.json, a provenance, orgs/…, users/…). */
export interface SourceFile {
  readonly path: string;
  readonly oid: Oid;
  /** Throws FILE_NOT_FETCHED. */
  read(): Promise<FileBytes>;
}

/** A file of the repository's own for the website, or what lies in the place of one. */
export interface TemplateFile extends SourceFile {
  /** Neither a link nor a submodule. */
  readonly isRegular: boolean;
}

/** The bytes of such a file, or why there are none. */
export type FileBytes = Uint8Array | BlobFault;

/** The bytes of a tarball, or why they cannot be had. */
export type WholeTarball =
  | {
      readonly bytes: Uint8Array;
      /** Whether git holds the bytes themselves, so that they cannot be missing another time. */
      readonly isInGit: boolean;
      readonly large?: undefined;
      readonly problem?: undefined;
    }
  | { readonly problem: Problem; readonly bytes?: undefined; readonly large?: undefined };

/** The same; of many bytes, where they lie. */
export type TarballBytes =
  | WholeTarball
  | {
      readonly large: LargeBytes;
      /** See `readLarge`. */
      readonly pieces: () => AsyncIterable<Uint8Array>;
      /** A file that they were copied to when they were inspected, see OutputFolder.spool. */
      readonly spooled?: string;
      readonly isInGit: boolean;
      readonly bytes?: undefined;
      readonly problem?: undefined;
    };

/** A tarball of a package folder, whichever way its bytes are kept. */
export interface TarballFile {
  readonly path: string;
  /** Of what git holds: the tarball, or its LFS or pinned pointer. */
  readonly oid: Oid;
  /** As the file's name says; `inspect` compares it with package.json. */
  readonly version: Version;
  readonly landed: Landing;
  /** Only in the work tree, not yet committed (`serve --dirty`). */
  readonly uncommitted: boolean;
  /** The URL that a pinned pointer names. */
  readonly pointerUrl?: string;
  /** VERSION_CHANGED, BYTES_NOT_FETCHED, BYTES_MISMATCH and POINTER_INVALID come from here. */
  read(): Promise<WholeTarball>;
  /** The same, but many bytes are not read: when they turn out not to be those that were promised, `read` says why. */
  open(): Promise<TarballBytes>;
}

export interface PackageFolder {
  readonly name: PackageName;
  /** `packages/@acme/ui`. */
  readonly path: string;
  /** Sorted by version, then by path: two files may claim one version. */
  readonly tarballs: readonly TarballFile[];
  /** Each beside its tarball (`provenancePathOf`), if that is there. Sorted by path. */
  readonly provenances: readonly SourceFile[];
  readonly meta: SourceFile | undefined;
  /** META_INVALID: why nothing can be said of the package, whatever its tarballs hold. */
  readonly problem: Problem | undefined;
  readonly history: FolderHistory;
}

/** A package that holds nothing any more. Its versions keep their first bytes, should they ever come back. */
export interface DepartedPackage {
  readonly name: PackageName;
  readonly history: FolderHistory;
}

/** What of a package must be known before any is read. */
export interface PackageOutline {
  readonly name: PackageName;
  /** As in FolderHistory. */
  readonly since: number | undefined;
  readonly meta: SourceFile | undefined;
}

export interface Snapshot {
  readonly commit: Oid;
  readonly date: Date;
  /** What later commits are counted and dated from. */
  readonly history: HistoryState;
  /** As in History. */
  readonly isRewritten: boolean;
  readonly packageCount: number;
  /** Every package, sorted by name (code units); each is made when it is asked for. */
  outlines(): Iterable<PackageOutline>;
  /** Every package, read one after another, in no order to rely on. Can be asked for again. */
  packages(): AsyncIterable<PackageFolder>;
  /** Packages that are gone. */
  departed(): Iterable<DepartedPackage>;
  /** stillpack.json. */
  readonly config: SourceFile | undefined;
  /** orgs/*.json and users/*.json, sorted by path. */
  readonly orgs: readonly SourceFile[];
  readonly users: readonly SourceFile[];
  /** Files and folders below packages/ that cannot be packages. */
  readonly problems: readonly Problem[];
  close(): Promise<void>;
}
