// The port to what a commit is made of: two stores stand behind it (git/, isomorphic-git/), and test/contract holds
// both to it.
import type { ChangeAuthor } from '../change/change.ts';
import type { Oid } from '../source/git-engine.ts';

/** A file as a tree or the index has it; without `oid` it is not there. */
export interface FileEntry {
  readonly path: string;
  readonly oid: Oid | undefined;
}

export interface NewCommit {
  readonly tree: Oid;
  /** `undefined` for the first commit. */
  readonly parent: Oid | undefined;
  readonly message: string;
  /** @default whom git's configuration names, else stillpack itself */
  readonly author: ChangeAuthor | undefined;
}

export interface CommitStore {
  readonly name: 'git' | 'isomorphic-git';
  /** Absolute; of this work tree when there are several. */
  readonly gitDir: string;
  /** Absolute. */
  readonly workTree: string;
  readonly objectFormat: 'sha1' | 'sha256';

  /** What HEAD's branch points at; `undefined` before the first commit. */
  readHead(): Promise<Oid | undefined>;
  /** Whether HEAD names a commit and no branch: a commit would be on none. */
  isDetached(): Promise<boolean>;
  /** The given files as a commit has them, those it has. */
  readEntries(commit: Oid, paths: readonly string[]): Promise<readonly FileEntry[]>;
  /** The given files as the index has them, those it has. */
  readIndex(paths: readonly string[]): Promise<readonly FileEntry[]>;
  /** Those of the paths whose bytes .gitattributes gives to Git LFS. */
  readLfsPaths(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of every remote. */
  readRemoteUrls(): Promise<readonly string[]>;

  /** Stores the bytes exactly as they are; with `lfs`, gives them to Git LFS and stores their pointer. */
  writeBlob(path: string, bytes: Uint8Array, options: { readonly lfs: boolean }): Promise<Oid>;
  /** The root tree of `base` (an empty one without) with the entries, as regular files, set or removed. */
  writeTree(base: Oid | undefined, entries: readonly FileEntry[]): Promise<Oid>;
  /** The object only; no branch moves. Durable when it resolves. */
  writeCommit(commit: NewCommit): Promise<Oid>;
  /** Sets or removes the entries and leaves all others alone. */
  writeIndex(entries: readonly FileEntry[]): Promise<void>;
  /** Moves HEAD's branch, if it still points at `from`; GIT_FAILED when it does not. */
  moveHead(move: {
    readonly from: Oid | undefined;
    readonly to: Oid;
    readonly message: string;
  }): Promise<void>;
}
