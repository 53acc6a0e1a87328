// The port to git: two engines stand behind it (git/, isomorphic-git/) and test/contract holds both to it.

import type { LargeBytes } from './large-bytes.ts';

/** A git object id, 40 or 64 hex digits. */
export type Oid = string & { readonly __brand: 'Oid' };

/** The id in `text`, or `undefined` when it is none. */
export function oidOf(text: string): Oid | undefined {
  // The check is what the brand stands for.
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? (text as Oid) : undefined;
}

/** A file of a commit. `mode` is git's: `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly oid: Oid;
}

/** A path that a commit changed against its first parent. Links and submodules are no files. */
export interface PathChange {
  readonly path: string;
  /** Whether a file lay there before. */
  readonly wasFile: boolean;
  /** The file that lies there now; `undefined` when none does. */
  readonly oid: Oid | undefined;
}

/** A path that two commits have differently, links and submodules among them. */
export interface TreeChange {
  readonly path: string;
  /** `undefined` where nothing lies. */
  readonly before: Pick<TreeEntry, 'mode' | 'oid'> | undefined;
  readonly after: Pick<TreeEntry, 'mode' | 'oid'> | undefined;
}

/** Whether a mode of git is that of a regular file. */
export function isFileMode(mode: string): boolean {
  return mode === '100644' || mode === '100755';
}

/** A commit on the first-parent line. Dates are the committer's, in seconds since the epoch. */
export interface LogCommit {
  readonly oid: Oid;
  /** The first parent; `undefined` for a root. */
  readonly parent: Oid | undefined;
  readonly date: number;
  readonly author: { readonly name: string; readonly email: string };
  readonly changes: readonly PathChange[];
}

/** A commit as far as it says who made it. */
export type AuthoredCommit = Pick<LogCommit, 'oid' | 'author'>;

/** Why an object that is here is not given as a file. */
export type BlobFault = 'not-a-blob' | 'too-large';

export interface GitEngine {
  readonly name: 'git' | 'isomorphic-git';
  /** The repository's git directory, absolute. */
  readonly gitDir: string;
  /** Where the objects lie: `gitDir`, except in a linked worktree. */
  readonly commonDir: string;
  /** The work tree's root, absolute; `undefined` for a bare repository. */
  readonly workTree: string | undefined;
  readonly objectFormat: 'sha1' | 'sha256';
  /** The commit that HEAD named when the repository was opened, where that was found out on the way. */
  readonly headWhenOpened: Oid | undefined;
  /**
   * Where Git LFS keeps its objects, absolute. The embedded engine knows the `lfs.storage` of the repository's own
   * configuration only.
   */
  lfsFolder(): Promise<string>;

  /**
   * The commit that `ref` names: `HEAD`, a branch, a tag, a full ref name, or an object id of four digits or
   * more; no expressions such as `HEAD~1`. Throws REF_UNKNOWN, NO_COMMITS.
   */
  resolveCommit(ref: string): Promise<Oid>;
  /**
   * Every file of the commit's tree, in git's order: what lies in a folder comes together. With `under`, only those
   * files, and what lies in those folders. The texts may share memory with what git printed: see `copyOf`.
   */
  listFiles(
    commit: Oid,
    options?: { readonly under?: readonly string[] },
  ): AsyncIterable<TreeEntry>;
  /**
   * A blob's bytes; `undefined` when the object is not here (partial clone). Never touches the network. An object
   * that says it is larger than `maxBytes` is not read. Throws GIT_FAILED for a damaged one.
   *
   * `maxBytes` has the default `maxTarballBytes`.
   */
  readBlob(oid: Oid, maxBytes?: number): Promise<Uint8Array | BlobFault | undefined>;
  /** The same, but of a blob of `largeSize` or more it gives where its bytes lie, if they can be read in pieces. */
  openBlob(oid: Oid, maxBytes?: number): Promise<Uint8Array | LargeBytes | BlobFault | undefined>;
  /** The sizes of the given blobs in bytes; those that are not here are left out. */
  blobSizes(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, number>>;
  /**
   * The first-parent line, oldest first, each commit with what it changed against its first parent (merges
   * too, without rename detection). Throws SHALLOW_CLONE, or HISTORY_INCOMPLETE when trees are missing.
   */
  firstParentLog(commit: Oid): AsyncIterable<LogCommit>;
  /**
   * What of that line came after the commit `after`; `undefined` when `after` is not on the line (rewritten away,
   * merged in the wrong direction, unknown, or newer than `commit`). To be iterated.
   */
  firstParentLogAfter(commit: Oid, after: Oid): Promise<AsyncIterable<LogCommit> | undefined>;
  /** Whether `ancestor` can be reached from `commit`: never, if either is unknown. */
  isAncestor(ancestor: Oid, commit: Oid): Promise<boolean>;
  /**
   * What a merge of the two begins with: commits that can be reached from both, but from no other such commit. Several,
   * in no order to rely on, where lines crossed; none where the histories have nothing in common, or a shallow clone
   * does not show it.
   */
  mergeBases(one: Oid, other: Oid): Promise<readonly Oid[]>;
  /** Every commit that can be reached from `head` and not from `base`, merges left out, in no order to rely on. */
  commitsBetween(base: Oid, head: Oid): Promise<readonly AuthoredCommit[]>;
  /** What the trees of two commits have differently, in git's order; without rename detection. */
  compareTrees(before: Oid, after: Oid): Promise<readonly TreeChange[]>;
  /**
   * What lies in a folder of the commit, folders (mode `040000`) among it and not opened, in git's order; nothing for
   * a path that is no folder.
   */
  listFolder(commit: Oid, path: string): Promise<readonly TreeEntry[]>;
  close(): Promise<void>;
}
