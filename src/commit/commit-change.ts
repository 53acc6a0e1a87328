// A Change becomes a commit on HEAD's branch, or nothing happens.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../change/change.ts';
import { StillpackError } from '../errors.ts';
import type { Oid } from '../source/git-engine.ts';
import type { CommitStore, FileEntry } from './commit-store.ts';
import { foldersAbove, inTheWay } from './plain-path.ts';
import { type AppliedFiles, applyToWorkTree, uncommittedChanges } from './work-tree.ts';

export interface CommitOptions {
  /** The commit that the change was planned on; `undefined` before the first one. */
  readonly base: Oid | undefined;
  /** Replace files that hold what is not committed. @default false */
  readonly overwrite?: boolean;
}

/**
 * Commits exactly the change's files on top of `base`; whatever else is staged or changed stays as it is.
 * Gives `base` back when it has all of it already. Objects come first and the branch last, so that a crash leaves
 * either the old commit or the new one. Throws UNCOMMITTED_CHANGES, OUTPUT_NOT_WRITABLE, and GIT_FAILED when HEAD
 * is no longer `base` or a merge is going on.
 */
export async function commitChange(
  store: CommitStore,
  change: Change,
  options: CommitOptions,
): Promise<Oid> {
  const { base } = options;
  await refuseUnfinished(store.gitDir);
  await refuseFilesAbove(store, change, base);
  const entries = await writeBlobs(store, change);
  const committed = await readCommitted(store, change, base);
  const staged = await readStaged(store, entries);
  if (options.overwrite !== true) refuseStaged(entries, { committed, staged });
  const applied = await writeFiles(store, change, options);
  if (base !== undefined && entries.every(({ path, oid }) => committed.get(path) === oid)) {
    return base;
  }
  try {
    const tree = await store.writeTree(base, entries);
    const { message, author } = change;
    const commit = await store.writeCommit({ tree, parent: base, message, author });
    await store.writeIndex(entries);
    await store.moveHead({ from: base, to: commit, message: reflogMessage(change, base) });
    return commit;
  } catch (cause) {
    await store.writeIndex(staged).catch(() => undefined);
    await applied.undo();
    throw cause;
  }
}

/** The same in a repository without a work tree. */
export async function commitWithoutWorkTree(
  store: Omit<CommitStore, 'workTree'>,
  change: Change,
  base: Oid,
): Promise<Oid> {
  const entries: FileEntry[] = [];
  for (const { path, bytes } of change.files) {
    const oid = bytes && (await store.writeBlob(path, bytes, { lfs: false }));
    entries.push({ path, oid });
  }
  const tree = await store.writeTree(base, entries);
  const { message, author } = change;
  const commit = await store.writeCommit({ tree, parent: base, message, author });
  await store.moveHead({ from: base, to: commit, message: reflogMessage(change, base) });
  return commit;
}

/** Puts the change's files in the work tree, for the user to commit. Throws as `commitChange` does. */
export async function writeFiles(
  store: CommitStore,
  change: Change,
  { base, overwrite = false }: CommitOptions,
): Promise<AppliedFiles> {
  const committed = await readCommitted(store, change, base);
  return applyToWorkTree({
    workTree: store.workTree,
    objectFormat: store.objectFormat,
    files: change.files.map((file) => ({ ...file, committed: committed.get(file.path) })),
    overwrite,
  });
}

async function readCommitted(
  store: CommitStore,
  { files }: Change,
  base: Oid | undefined,
): Promise<ReadonlyMap<string, Oid | undefined>> {
  if (base === undefined) return new Map();
  const entries = await store.readEntries(
    base,
    files.map(({ path }) => path),
  );
  return new Map(entries.map(({ path, oid }) => [path, oid]));
}

/** The index's entry of each path, without `oid` where it has none. */
async function readStaged(
  store: CommitStore,
  entries: readonly FileEntry[],
): Promise<readonly FileEntry[]> {
  const paths = entries.map(({ path }) => path);
  const oids = new Map((await store.readIndex(paths)).map(({ path, oid }) => [path, oid]));
  return paths.map((path) => ({ path, oid: oids.get(path) }));
}

/** A version of the file that is only in the index would be lost. */
function refuseStaged(
  entries: readonly FileEntry[],
  {
    committed,
    staged,
  }: {
    readonly committed: ReadonlyMap<string, Oid | undefined>;
    readonly staged: readonly FileEntry[];
  },
): void {
  const wanted = new Map(entries.map(({ path, oid }) => [path, oid]));
  const lost = staged.find(
    ({ path, oid }) => oid !== undefined && oid !== committed.get(path) && oid !== wanted.get(path),
  );
  if (lost !== undefined) throw uncommittedChanges(lost.path);
}

/** A file where the change needs a folder would be lost, as git cannot hold both. */
async function refuseFilesAbove(
  store: CommitStore,
  { files }: Change,
  base: Oid | undefined,
): Promise<void> {
  const written = files.filter(({ bytes }) => bytes !== undefined);
  const folders = new Set(written.flatMap(({ path }) => foldersAbove(path)));
  // Git also names what lies in a folder that it is asked for.
  const isOne = ({ path }: FileEntry): boolean => folders.has(path);
  const entries = base === undefined ? [] : await store.readEntries(base, [...folders]);
  const committed = entries.find(isOne);
  if (committed !== undefined) throw inTheWay(committed.path, 'is committed, and is no folder');
  const staged = (await store.readIndex([...folders])).find(isOne);
  if (staged !== undefined) throw uncommittedChanges(staged.path);
}

async function writeBlobs(store: CommitStore, { files }: Change): Promise<readonly FileEntry[]> {
  const lfsPaths = await store.readLfsPaths(files.map(({ path }) => path));
  const entries: FileEntry[] = [];
  for (const { path, bytes } of files) {
    const lfs = lfsPaths.has(path);
    const oid = bytes === undefined ? undefined : await store.writeBlob(path, bytes, { lfs });
    entries.push({ path, oid });
  }
  return entries;
}

function reflogMessage({ message }: Change, base: Oid | undefined): string {
  return `commit${base === undefined ? ' (initial)' : ''}: ${message.split('\n', 1).join('')}`;
}

/** A commit in the middle of these would become part of them. */
const unfinished: Readonly<Record<string, string>> = {
  MERGE_HEAD: 'merge',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
};

/** Throws GIT_FAILED while git is in the middle of something. */
export async function refuseUnfinished(gitDir: string): Promise<void> {
  for (const [file, work] of Object.entries(unfinished)) {
    const isThere = await access(join(gitDir, file)).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    throw new StillpackError('GIT_FAILED', `A ${work} is going on in this repository.`, {
      hint: `Finish it or abort it (git ${work} --abort), then try again.`,
    });
  }
}
