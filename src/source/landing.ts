// What the first-parent line says: of versions, of package folders, and of the whole repository.
import type { Version } from '../version.ts';
import type { Oid } from './git-engine.ts';

export interface Author {
  readonly name: string;
  readonly email: string;
}

/** When, by whom and with which bytes a version first landed on the first-parent line. */
export interface Landing {
  readonly date: Date;
  /** How many files of the version lie in the folder now: two, when it has two names. */
  readonly files: number;
  /**
   * The number, from the root on, of the commit since which there has always been one; `undefined` when none is.
   * Dates do not say what was there before what, since a committer chooses them.
   */
  readonly since: number | undefined;
  /**
   * Whether other bytes for the same version landed in the same commit, and are there still. What `oid` names is the
   * version as soon as they are gone.
   */
  readonly contested: boolean;
  /** The paths of these others. */
  readonly rivals: readonly string[];
  readonly author: Author;
  /** `undefined` for what is not committed. */
  readonly commit: Oid | undefined;
  readonly path: string;
  readonly oid: Oid;
}

/** What the first-parent line says of one package folder. */
export interface FolderHistory {
  /** How many commits touched it. */
  readonly revision: number;
  /** The date of the last one. */
  readonly modified: Date;
  /** How many tarballs and pointers lie there now. */
  readonly files: number;
  /** The number, from the root on, of the commit since which there has always been one; `undefined` when none is. */
  readonly since: number | undefined;
  /** The first landing of each version that ever was there. */
  readonly versions: ReadonlyMap<Version, Landing>;
}

/** What later commits are counted and dated from, besides the folders: can be kept as JSON. */
export interface HistoryState {
  /** How many there are, from the root on. */
  readonly commits: number;
  /** The newest date that a commit had so far, in seconds since the epoch. */
  readonly seconds: number;
  /** Whether there ever was a tarball. */
  readonly published: boolean;
  /** The first commit whose date is not believed: it has that of its parent. */
  readonly incredible?: Oid;
}

export interface History {
  /** The newest date of a commit. */
  readonly date: Date;
  readonly state: HistoryState;
  /** Whether the last built commit is no part of it, nor it of that one: dates may have changed. */
  readonly isRewritten: boolean;
  /** Lower-case names at the top of the repository that a commit touched elsewhere than in a package's folder. */
  readonly elsewhere: ReadonlySet<string>;
  /** Every folder that a commit touched: `packages/@acme/ui`. */
  folders(): Iterable<string>;
  /**
   * What there is to say of a folder; `undefined` when no commit touched it. Computed each time. When the log began
   * after a commit, `before` is what was said of the folder then.
   */
  folder(path: string, before?: FolderHistory): FolderHistory | undefined;
}
