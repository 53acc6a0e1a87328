// When each version landed and how often each package folder was touched: one pass over the first-parent line.
import type { Version } from '../version.ts';
import type { GitEngine, Oid } from './git-engine.ts';
import { createHistoryFold } from './history-fold.ts';
import { historyReordered } from './history-reordered.ts';
import type { Landing } from './snapshot.ts';

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

/**
 * The history of `commit`. Throws SHALLOW_CLONE, HISTORY_INCOMPLETE, and HISTORY_REORDERED when `lastBuilt`
 * (the commit of the last build) is an ancestor of `commit` that is no longer on its first-parent line.
 */
export async function readHistory(options: {
  readonly engine: GitEngine;
  readonly commit: Oid;
  readonly lastBuilt?: Oid | undefined;
}): Promise<History> {
  const { engine, commit, lastBuilt } = options;
  const fold = createHistoryFold();
  let lastBuiltSeen = false;
  for await (const entry of engine.firstParentLog(commit)) {
    lastBuiltSeen ||= entry.oid === lastBuilt;
    fold.add(entry);
  }
  if (lastBuilt === undefined || lastBuiltSeen) return fold.history();
  if (await engine.isAncestor(lastBuilt, commit)) throw historyReordered(lastBuilt, commit);
  return { ...fold.history(), isRewritten: !(await engine.isAncestor(commit, lastBuilt)) };
}

/**
 * What the commits after `after` add to its history, of which `state` is kept: `folders` are those that they touched.
 * `undefined` when `after` is not on the first-parent line of `commit`, so that only `readHistory` can tell.
 * Throws SHALLOW_CLONE, HISTORY_INCOMPLETE.
 */
export async function readHistoryAfter(options: {
  readonly engine: GitEngine;
  readonly commit: Oid;
  readonly after: Oid;
  readonly state: HistoryState;
}): Promise<History | undefined> {
  const { engine, commit, after, state } = options;
  const log = await engine.firstParentLogAfter(commit, after);
  if (log === undefined) return undefined;
  const fold = createHistoryFold(state);
  for await (const entry of log) fold.add(entry);
  return fold.history();
}
