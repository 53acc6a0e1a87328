// When each version landed and how often each package folder was touched: one pass over the first-parent line.
import type { GitEngine, LogCommit, Oid } from './git-engine.ts';
import { historyReordered } from './history-reordered.ts';
import { packagePathOf, versionKeyOfPath } from './package-path.ts';
import type { Landing } from './snapshot.ts';

/** What the first-parent line says of one package folder. */
export interface FolderHistory {
  /** How many commits touched it. */
  readonly revision: number;
  /** The date of the last one. */
  readonly modified: Date;
}

export interface History {
  /** The date of the newest commit. */
  readonly date: Date;
  /** By `versionKey`: the earliest landing of each version that ever was there. */
  readonly landings: ReadonlyMap<string, Landing>;
  /** By name: `Landing.order` of the first version that each package ever had. */
  readonly packages: ReadonlyMap<string, number>;
  /** By folder (`packages/@acme/ui`). */
  readonly folders: ReadonlyMap<string, FolderHistory>;
}

export interface HistoryFold {
  /** The next commit, going back in time. */
  add(commit: LogCommit): void;
  /** Everything that was added; the last commit counts as a root. */
  end(): History;
}

/**
 * Folds a first-parent log, newest first, into a History. Memory follows versions and folders, not commits.
 *
 * The earliest landing of a version counts, also after a delete, a move or a re-add. Its date is the
 * committer's date of that commit, but never earlier than that of the commit's first parent: what git knows
 * of time is only what committers say, and this bounds how far one can date back.
 */
export function createHistoryFold(): HistoryFold {
  const landings = new Map<string, Landing>();
  const folders = new Map<string, FolderHistory>();
  // The versions that a later commit deleted a file of.
  const deleted = new Set<string>();
  let newest: Date | undefined;
  let waiting: LogCommit | undefined;
  let order = 0;

  const settle = (commit: LogCommit, parentSeconds: number): void => {
    const date = new Date(Math.max(commit.date, parentSeconds) * 1000);
    newest ??= date;
    order -= 1;
    for (const folder of touchedFolders(commit)) {
      const { revision = 0, modified = date } = folders.get(folder) ?? {};
      folders.set(folder, { revision: revision + 1, modified });
    }
    const changed = changedVersions(commit);
    for (const [key, { path, oid, rivals }] of changed.landed) {
      const contested = rivals && !landings.has(key) && !deleted.has(key);
      landings.set(key, { date, order, contested, author: commit.author, path, oid });
    }
    for (const key of changed.deleted) deleted.add(key);
  };

  return {
    add(commit) {
      if (waiting !== undefined) settle(waiting, commit.date);
      waiting = commit;
    },
    end() {
      if (waiting !== undefined) settle(waiting, 0);
      waiting = undefined;
      return { date: newest ?? new Date(0), landings, packages: firstLandings(landings), folders };
    },
  };
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
  return fold.end();
}

function touchedFolders(commit: LogCommit): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of commit.changes) {
    const folder = packagePathOf(path)?.folder;
    if (folder !== undefined) folders.add(folder);
  }
  return folders;
}

interface LandedFile {
  readonly path: string;
  readonly oid: Oid;
  /** Whether the commit has another file of the version, with other bytes. */
  readonly rivals: boolean;
}

/** By `versionKey`. Of two files of one version in one commit, the first path counts. */
function changedVersions(commit: LogCommit): {
  readonly landed: ReadonlyMap<string, LandedFile>;
  readonly deleted: ReadonlySet<string>;
} {
  const landed = new Map<string, LandedFile>();
  const deleted = new Set<string>();
  for (const { path, oid } of commit.changes) {
    const key = versionKeyOfPath(path);
    if (key === undefined) continue;
    if (oid === undefined) {
      deleted.add(key);
      continue;
    }
    const other = landed.get(key);
    const rivals = other !== undefined && (other.rivals || other.oid !== oid);
    landed.set(
      key,
      other === undefined || path < other.path ? { path, oid, rivals } : { ...other, rivals },
    );
  }
  return { landed, deleted };
}

function firstLandings(landings: ReadonlyMap<string, Landing>): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const [key, { order }] of landings) {
    const name = key.slice(0, key.lastIndexOf('@'));
    first.set(name, Math.min(order, first.get(name) ?? order));
  }
  return first;
}
