// When each version landed and how often each package folder was touched: one pass over the first-parent line.
import type { History, HistoryState } from './landing.ts';
import type { GitEngine, Oid } from './git-engine.ts';
import { createHistoryFold } from './history-fold.ts';
import { historyReordered } from './history-reordered.ts';

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
