// What the first-parent line says of each package, commit after commit.
import type { History, HistoryState } from './landing.ts';
import { type ChangePlace, createChangeStore } from './change-store.ts';
import { copyOf } from './copy-of.ts';
import { foldFolder } from './fold-folder.ts';
import type { LogCommit } from './git-engine.ts';
import { isTarballPath, packagePathOf, versionAt } from './package-path.ts';

export interface HistoryFold {
  /** The next commit of the first-parent line. */
  add(commit: LogCommit): void;
  /** What was added so far says this. */
  history(): History;
}

/**
 * The last second that a commit may claim: 2106-02-07T06:28:15Z, the most that the 32 bits of gzip's and of many
 * file systems' dates hold.
 */
const lastSecond = 0xffff_ffff;

/** Far above the 214 characters of a package's name, the 256 of a version and what stands around them. */
const maxFileName = 1024;

const beginning: HistoryState = { commits: 0, seconds: 0, published: false };

interface TouchedFolder {
  /** The number of the last commit that touched it, and how many did. */
  order: number;
  commits: number;
  seconds: number;
  lastChange: ChangePlace | undefined;
}

/**
 * Folds a first-parent log, oldest commit first, into a History. Memory follows folders and changes of tarballs, a few
 * dozen bytes each, not commits.
 *
 * Only `packages/<name>/` counts, since nothing else was ever published, and of each version its first landing, also
 * after a delete, a move or a re-add. A date is the committer's, but never earlier than that of any commit before:
 * what git knows of time is only what committers say, and this bounds how far one can date back.
 *
 * `from` is what the commits before the first one said. @default the log begins at the root
 */
export function createHistoryFold(from: HistoryState = beginning): HistoryFold {
  const folders = new Map<string, TouchedFolder>();
  const store = createChangeStore();
  const elsewhere = new Set<string>();
  const state: { -readonly [Key in keyof HistoryState]: HistoryState[Key] } = { ...from };

  const touch = (path: string): TouchedFolder => {
    let folder = folders.get(path);
    if (folder === undefined) {
      folder = { order: 0, commits: 0, seconds: 0, lastChange: undefined };
      folders.set(copyOf(path), folder);
    }
    if (folder.order < state.commits) folder.commits += 1;
    folder.order = state.commits;
    folder.seconds = state.seconds;
    return folder;
  };

  return {
    add({ oid: commit, date, author, changes }) {
      state.commits += 1;
      if (date > lastSecond) state.incredible ??= commit;
      else state.seconds = Math.max(state.seconds, date);
      const { commits: order, seconds } = state;
      for (const { path, oid, wasFile } of changes) {
        const place = packagePathOf(path);
        if (place === undefined) {
          const top = path.split('/', 1)[0] ?? '';
          elsewhere.add(copyOf(top.toLowerCase()));
          continue;
        }
        const folder = touch(place.folder);
        const { rest: fileName } = place;
        if (!isTarballPath(fileName) || fileName.length > maxFileName) continue;
        if (oid === undefined && !wasFile) continue;
        const change = { order, commit, seconds, author, fileName, wasFile, oid };
        state.published ||= oid !== undefined && versionAt(place) !== undefined;
        folder.lastChange = store.append(change, folder.lastChange);
      }
    },
    history: () => ({
      date: new Date(state.seconds * 1000),
      state: { ...state },
      elsewhere,
      isRewritten: false,
      folders: () => folders.keys(),
      folder(path, before) {
        const touched = folders.get(path);
        if (touched === undefined) return before;
        return {
          ...foldFolder(path, store.read(touched.lastChange), before),
          revision: (before?.revision ?? 0) + touched.commits,
          modified: new Date(touched.seconds * 1000),
        };
      },
    }),
  };
}
