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

export interface History {
  /** The date of the newest commit. */
  readonly date: Date;
  /** By folder (`packages/@acme/ui`). */
  readonly folders: ReadonlyMap<string, FolderHistory>;
  /** The first commit whose date is not believed: it has that of its parent. */
  readonly incredible: Oid | undefined;
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
  if (lastBuilt !== undefined && !lastBuiltSeen && (await engine.isAncestor(lastBuilt, commit))) {
    throw historyReordered(lastBuilt, commit);
  }
  return fold.history();
}

/** The first landing of a version, though it may be gone. */
export function landingIn(
  { folders }: History,
  folder: string,
  version: Version,
): Landing | undefined {
  return folders.get(folder)?.versions.get(version);
}
