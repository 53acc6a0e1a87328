// A Change becomes a commit on HEAD's branch, or nothing happens.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../change/change.ts';
import { StillpackError } from '../errors.ts';
import type { Oid } from '../source/git-engine.ts';
import type { CommitStore, FileEntry } from './commit-store.ts';
import { type AppliedFiles, applyToWorkTree } from './work-tree.ts';

/**
 * Commits exactly the change's files on top of `base`; whatever else is staged or changed stays as it is.
 * Objects come first and the branch last, so that a crash leaves either the old commit or the new one.
 * Throws UNCOMMITTED_CHANGES, OUTPUT_NOT_WRITABLE, and GIT_FAILED when HEAD is no longer `base` or a merge is going on.
 */
export async function commitChange(
  store: CommitStore,
  change: Change,
  base: Oid | undefined,
): Promise<Oid> {
  await refuseUnfinished(store.gitDir);
  const paths = change.files.map(({ path }) => path);
  const entries = await writeBlobs(store, change);
  const tree = await store.writeTree(base, entries);
  const commit = await store.writeCommit({
    tree,
    parent: base,
    message: change.message,
    author: change.author,
  });
  const applied = await writeFiles(store, change, base);
  const staged = await store.readIndex(paths);
  try {
    await store.writeIndex(entries);
    await store.moveHead({ from: base, to: commit, message: reflogMessage(change, base) });
  } catch (cause) {
    await store.writeIndex(withAbsent(paths, staged)).catch(() => undefined);
    await applied.undo();
    throw cause;
  }
  return commit;
}

/** Puts the change's files in the work tree, for the user to commit. Throws as `commitChange` does. */
export async function writeFiles(
  store: CommitStore,
  change: Change,
  base: Oid | undefined,
): Promise<AppliedFiles> {
  const paths = change.files.map(({ path }) => path);
  const committed = base === undefined ? [] : await store.readEntries(base, paths);
  const oids = new Map(committed.map(({ path, oid }) => [path, oid]));
  return applyToWorkTree({
    workTree: store.workTree,
    objectFormat: store.objectFormat,
    files: change.files.map((file) => ({ ...file, committed: oids.get(file.path) })),
  });
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

function withAbsent(paths: readonly string[], present: readonly FileEntry[]): readonly FileEntry[] {
  const oids = new Map(present.map(({ path, oid }) => [path, oid]));
  return paths.map((path) => ({ path, oid: oids.get(path) }));
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

async function refuseUnfinished(gitDir: string): Promise<void> {
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
