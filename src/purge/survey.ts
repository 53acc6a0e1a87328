// What a purge would have to do, before anything is done.
import { type Change } from '../change/change.ts';
import { absentPackage, type HeldPackage, requireVersion } from '../change/held-package.ts';
import { type PackageToPurge, planPurge } from '../change/plan-purge.ts';
import { sha256Hex } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import { timeOf } from '../model/time.ts';
import type { PackageName } from '../package-name.ts';
import type { GitProgram } from '../source/git/git-program.ts';
import { presentObjects } from '../source/git/present-objects.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { readHistory } from '../source/history.ts';
import type { History } from '../source/landing.ts';
import { folderOf, packagePathOf, versionAt } from '../source/package-path.ts';
import { readHeldPackage } from '../verbs/read-held.ts';
import type { Version } from '../version.ts';
import { type AffectedCommits, findAffected, findFiles } from './find-leaked.ts';
import { isPurgedText, maxPurgedText } from './purged-text.ts';
import { readRefs, refuseBareRefs, type Refs } from './read-refs.ts';

export type Purges = ReadonlyMap<PackageName, ReadonlySet<Version>>;

export interface Survey extends AffectedCommits {
  readonly refs: Refs;
  /** The commit that HEAD's branch is at. */
  readonly head: Oid;
  readonly leaked: ReadonlySet<Oid>;
  /** What the commit before the rewriting does; `undefined` when an earlier run has done it. */
  readonly change: Change | undefined;
  /** When each version was published, as its tombstone says or will. */
  readonly times: ReadonlyMap<string, string | undefined>;
}

export interface Repository {
  readonly engine: GitEngine;
  readonly git: GitProgram;
}

/** Throws PACKAGE_UNKNOWN, VERSION_UNKNOWN, BYTES_SHARED, REPOSITORY_UNSUPPORTED, META_INVALID. */
export async function survey(
  repository: Repository,
  { purges, head, reason }: { purges: Purges; head: Oid; reason: string | undefined },
): Promise<Survey> {
  const { engine, git } = repository;
  const refs = await readRefs(git);
  const tips = [head, ...new Set(refs.refs.map(({ commit }) => commit))];
  const history = await readHistory({ engine, commit: head });
  const packages: PackageToPurge[] = [];
  const leaked = new Set<Oid>();
  const times = new Map<string, string | undefined>();
  for (const [name, versions] of purges) {
    const files = await findFiles(git, tips, { name, versions });
    const pkg = await readPackage(repository, { name, head, isKnown: hasAny(files) });
    const found: PackageToPurge['versions'][number][] = [];
    for (const [version, oids] of files) {
      if (oids.size === 0 && !pkg.meta.unpublished.has(version)) requireVersion(pkg, version);
      const time = timeIn(history, pkg, version);
      times.set(`${name}@${version}`, time);
      const digests = pkg.meta.unpublished.get(version)?.purged?.blobs;
      const bytes = await withoutPurged(engine, [...oids, ...(await findKept(git, digests))]);
      for (const oid of bytes) leaked.add(oid);
      if (bytes.length === 0 && (digests !== undefined || oids.size === 0)) continue;
      found.push({ version, time, blobs: bytes.map((oid) => sha256Hex(oid)) });
    }
    if (found.length > 0) packages.push({ pkg, versions: found });
  }
  await refuseBareRefs(git, refs, leaked);
  const commits = await findAffected(git, tips, leaked);
  const copies = await findCopies(engine, { head, leaked, purges });
  const replaced = await replacedLine(git, head, commits.affected);
  const change = planPurge({ packages, copies, commits: replaced, reason });
  return { ...commits, refs, head, leaked, change, times };
}

function hasAny(files: ReadonlyMap<Version, ReadonlySet<Oid>>): boolean {
  return [...files.values()].some(({ size }) => size > 0);
}

/** One whose folder is gone is known by its files, wherever they lie. */
async function readPackage(
  { engine }: Repository,
  { name, head, isKnown }: { name: PackageName; head: Oid; isKnown: boolean },
): Promise<HeldPackage> {
  try {
    return await readHeldPackage({ engine, commit: head }, name);
  } catch (error) {
    const isUnknown = error instanceof StillpackError && error.code === 'PACKAGE_UNKNOWN';
    if (isUnknown && isKnown) return absentPackage(name);
    throw error;
  }
}

function timeIn(
  history: History,
  { name, meta }: HeldPackage,
  version: Version,
): string | undefined {
  const landed = history.folder(folderOf(name))?.versions.get(version)?.date;
  return (
    meta.unpublished.get(version)?.time ??
    meta.versions.get(version)?.time ??
    (landed === undefined ? undefined : timeOf(landed))
  );
}

/** Objects of an earlier purge that are here still, perhaps where no ref reaches them. */
async function findKept(
  git: GitProgram,
  digests: readonly string[] | undefined,
): Promise<readonly Oid[]> {
  if (digests === undefined) return [];
  const purged = new Set(digests);
  const here = await presentObjects(git);
  // Git prints ids.
  return [...here].filter((oid) => purged.has(sha256Hex(oid))) as Oid[];
}

/** Without what an earlier purge has put there. */
async function withoutPurged(engine: GitEngine, oids: readonly Oid[]): Promise<readonly Oid[]> {
  const left: Oid[] = [];
  for (const oid of new Set(oids)) {
    const bytes = await engine.readBlob(oid, maxPurgedText);
    if (!(bytes instanceof Uint8Array) || !isPurgedText(bytes)) left.push(oid);
  }
  return left;
}

/** Paths of the commit with leaked bytes. Throws BYTES_SHARED for a version that nobody asked to purge. */
async function findCopies(
  engine: GitEngine,
  { head, leaked, purges }: { head: Oid; leaked: ReadonlySet<Oid>; purges: Purges },
): Promise<readonly string[]> {
  const copies: string[] = [];
  if (leaked.size === 0) return copies;
  for await (const { path, oid } of engine.listFiles(head)) {
    if (!leaked.has(oid)) continue;
    const place = packagePathOf(path);
    const version = place === undefined ? undefined : versionAt(place);
    if (place !== undefined && version !== undefined) {
      // `versionAt` knows versions of checked names only.
      const asked = purges.get(place.name as PackageName)?.has(version) ?? false;
      if (!asked) throw bytesShared(path, `${place.name}@${version}`);
    }
    copies.push(path);
  }
  return copies;
}

function bytesShared(path: string, spec: string): StillpackError {
  return new StillpackError('BYTES_SHARED', `${path} has the same bytes, as ${spec}.`, {
    path,
    hint: `Nothing was changed. Name ${spec} as well: it cannot stay without its bytes.`,
  });
}

/** Digests of the ids of the newest commits on the first-parent line that will be others. */
async function replacedLine(
  git: GitProgram,
  head: Oid,
  affected: ReadonlySet<Oid>,
): Promise<readonly string[]> {
  if (!affected.has(head)) return [];
  const args = ['rev-list', '--first-parent', '--max-count=256', head];
  const line = (await git.output(args)).toString('latin1').trim().split('\n');
  // Git prints ids.
  return line.filter((oid) => affected.has(oid as Oid)).map((oid) => sha256Hex(oid));
}
