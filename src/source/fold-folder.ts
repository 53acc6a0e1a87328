// What the changes of one package folder say of it and of its versions.
import type { FolderHistory, Landing } from './landing.ts';
import { packageNameOf } from '../package-name.ts';
import type { Version } from '../version.ts';
import type { TarballChange } from './change-store.ts';
import { packagePathOf, versionOfFile } from './package-path.ts';

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type OpenLanding = Writable<Landing>;

interface FileChange extends TarballChange {
  readonly path: string;
  readonly version: Version;
}

/** The part of a FolderHistory that tarballs alone decide. */
type TarballHistory = Pick<FolderHistory, 'files' | 'since' | 'versions'>;

/** Continues the history of a folder with what later commits did there, oldest change first. */
export function foldFolder(
  folder: string,
  changes: readonly TarballChange[],
  before?: TarballHistory,
): TarballHistory {
  const versions = new Map<Version, OpenLanding>();
  for (const [version, landing] of before?.versions ?? []) versions.set(version, { ...landing });
  let files = before?.files ?? 0;
  let since = before?.since;
  for (const commit of runsOf(tarballsOf(folder, changes))) {
    files += landIn(versions, commit);
    since = files === 0 ? undefined : (since ?? commit[0]?.order);
  }
  return { files, since, versions };
}

/** Changes of files that are named after a version of the package. */
function tarballsOf(folder: string, changes: readonly TarballChange[]): readonly FileChange[] {
  const name = packageNameOf(packagePathOf(`${folder}/`)?.name);
  if (name === undefined) return [];
  const found: FileChange[] = [];
  for (const change of changes) {
    const version = versionOfFile(name, change.fileName);
    if (version !== undefined) {
      found.push({ ...change, path: `${folder}/${change.fileName}`, version });
    }
  }
  return found;
}

/** By commit. */
function runsOf(changes: readonly FileChange[]): readonly (readonly FileChange[])[] {
  const runs: FileChange[][] = [];
  for (const change of changes) {
    const run = runs.at(-1);
    if (run?.[0]?.order === change.order) run.push(change);
    else runs.push([change]);
  }
  return runs;
}

/** Adds what one commit did; gives how many files more there are. */
function landIn(versions: Map<Version, OpenLanding>, commit: readonly FileChange[]): number {
  let allMore = 0;
  for (const [version, changes] of byVersion(commit)) {
    const more = changes.reduce((sum, change) => sum + filesMore(change), 0);
    const landing = versions.get(version) ?? landingOf(changes);
    if (landing === undefined) continue;
    if (versions.has(version)) settle(landing, changes);
    versions.set(version, landing);
    allMore += more;
    landing.files += more;
    landing.since = landing.files === 0 ? undefined : (landing.since ?? changes[0]?.order);
  }
  return allMore;
}

/** A rival is one until it is gone or has the bytes that count; a new mode, or other bytes again, settle nothing. */
function settle(landing: OpenLanding, changes: readonly FileChange[]): void {
  if (!landing.contested) return;
  const settled = new Set<string>();
  for (const { path, oid } of changes) {
    if (oid === undefined || oid === landing.oid) settled.add(path);
  }
  landing.rivals = landing.rivals.filter((path) => !settled.has(path));
  landing.contested = landing.rivals.length > 0;
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
function filesMore({ oid, wasFile }: FileChange): number {
  return Number(oid !== undefined) - Number(wasFile);
}

/** Of two files of one version in one commit, the first path counts. */
function landingOf(changes: readonly FileChange[]): OpenLanding | undefined {
  let first: FileChange | undefined;
  for (const change of changes) {
    if (change.oid === undefined) continue;
    if (first === undefined || change.path < first.path) first = change;
  }
  if (first?.oid === undefined) return undefined;
  const { seconds, author, commit, path, oid } = first;
  const rivals = changes.filter((each) => each.oid !== undefined && each.oid !== oid);
  return {
    date: new Date(seconds * 1000),
    author,
    commit,
    path,
    oid,
    contested: rivals.length > 0,
    rivals: rivals.map((each) => each.path),
    files: 0,
    since: undefined,
  };
}
