// What the first-parent line says of each package, commit after commit.
import type { Version } from '../version.ts';
import type { LogCommit, PathChange } from './git-engine.ts';
import type { FolderHistory, History } from './history.ts';
import { packagePathOf, versionAt } from './package-path.ts';
import type { Landing } from './snapshot.ts';

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

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type OpenLanding = Writable<Landing>;
type OpenFolder = Writable<Omit<FolderHistory, 'versions'>> & {
  readonly versions: Map<Version, OpenLanding>;
};

/**
 * Folds a first-parent log, oldest commit first, into a History. Memory follows versions and folders, not commits.
 *
 * Only `packages/<name>/` counts, since nothing else was ever published, and of each version its first landing, also
 * after a delete, a move or a re-add. A date is the committer's, but never earlier than that of any commit before:
 * what git knows of time is only what committers say, and this bounds how far one can date back.
 */
export function createHistoryFold(): HistoryFold {
  const folders = new Map<string, OpenFolder>();
  let seconds = 0;
  let commits = 0;
  let incredible: History['incredible'];

  return {
    add(commit) {
      commits += 1;
      if (commit.date > lastSecond) incredible ??= commit.oid;
      else seconds = Math.max(seconds, commit.date);
      const place = { date: new Date(seconds * 1000), order: commits, author: commit.author };
      for (const [path, changes] of changesByFolder(commit.changes)) {
        const folder = folders.get(path) ?? createFolder(place.date);
        folders.set(path, folder);
        addToFolder(folder, changes, place);
      }
    },
    history: () => ({ date: new Date(seconds * 1000), folders, incredible }),
  };
}

interface FileChange extends PathChange {
  readonly version: Version;
}

/** By folder: the changes of its tarballs; none where a commit changed something else there. */
function changesByFolder(changes: readonly PathChange[]): ReadonlyMap<string, FileChange[]> {
  const byFolder = new Map<string, FileChange[]>();
  for (const change of changes) {
    const place = packagePathOf(change.path);
    if (place === undefined) continue;
    const inFolder = byFolder.get(place.folder) ?? [];
    byFolder.set(place.folder, inFolder);
    const version = versionAt(place);
    if (version !== undefined) inFolder.push({ ...change, version });
  }
  return byFolder;
}

function createFolder(modified: Date): OpenFolder {
  return { revision: 0, modified, files: 0, since: undefined, versions: new Map() };
}

type Place = Pick<Landing, 'date' | 'author'> & { readonly order: number };

function addToFolder(folder: OpenFolder, changes: readonly FileChange[], place: Place): void {
  folder.revision += 1;
  folder.modified = place.date;
  for (const [version, files] of byVersion(changes)) {
    const more = files.reduce((sum, file) => sum + filesMore(file), 0);
    const landing = folder.versions.get(version) ?? landingOf(files, place);
    if (landing === undefined) continue;
    const isNew = !folder.versions.has(version);
    folder.versions.set(version, landing);
    folder.files += more;
    landing.files += more;
    landing.since = landing.files === 0 ? undefined : (landing.since ?? place.order);
    landing.contested &&= isNew;
  }
  folder.since = folder.files === 0 ? undefined : (folder.since ?? place.order);
}

function byVersion(changes: readonly FileChange[]): ReadonlyMap<Version, readonly FileChange[]> {
  const groups = new Map<Version, FileChange[]>();
  for (const change of changes) {
    const group = groups.get(change.version);
    if (group === undefined) groups.set(change.version, [change]);
    else group.push(change);
  }
  return groups;
}

/** 1, 0 or -1. */
function filesMore({ oid, wasFile }: PathChange): number {
  return Number(oid !== undefined) - Number(wasFile);
}

/** Of two files of one version in one commit, the first path counts. */
function landingOf(files: readonly FileChange[], { date, author }: Place): OpenLanding | undefined {
  let first: Pick<Landing, 'path' | 'oid'> | undefined;
  const oids = new Set<string>();
  for (const { path, oid } of files) {
    if (oid === undefined) continue;
    oids.add(oid);
    if (first === undefined || path < first.path) first = { path, oid };
  }
  if (first === undefined) return undefined;
  return { date, author, ...first, contested: oids.size > 1, files: 0, since: undefined };
}
