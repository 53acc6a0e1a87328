// What the changes of one package folder say of it and of its versions.
import type { Version } from '../version.ts';
import type { TarballChange } from './change-store.ts';
import type { FolderHistory } from './history.ts';
import { packagePathOf, versionAt } from './package-path.ts';
import type { Landing } from './snapshot.ts';

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
  for (const commit of runsOf(changes.flatMap((change) => withVersion(folder, change)))) {
    files += landIn(versions, commit);
    since = files === 0 ? undefined : (since ?? commit[0]?.order);
  }
  return { files, since, versions };
}

function withVersion(folder: string, change: TarballChange): readonly FileChange[] {
  const path = `${folder}/${change.fileName}`;
  const place = packagePathOf(path);
  const version = place === undefined ? undefined : versionAt(place);
  return version === undefined ? [] : [{ ...change, path, version }];
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
    const isNew = !versions.has(version);
    versions.set(version, landing);
    allMore += more;
    landing.files += more;
    landing.since = landing.files === 0 ? undefined : (landing.since ?? changes[0]?.order);
    landing.contested &&= isNew;
  }
  return allMore;
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
  let first: Pick<Landing, 'date' | 'author' | 'path' | 'oid'> | undefined;
  const oids = new Set<string>();
  for (const { path, oid, seconds, author } of changes) {
    if (oid === undefined) continue;
    oids.add(oid);
    const date = new Date(seconds * 1000);
    if (first === undefined || path < first.path) first = { date, author, path, oid };
  }
  if (first === undefined) return undefined;
  return { ...first, contested: oids.size > 1, files: 0, since: undefined };
}
