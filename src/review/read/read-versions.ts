// The versions that a change adds to a package, with their files, and what published ones lost.
import { createHash } from 'node:crypto';
import { problem } from '../../problems.ts';
import type { Oid, TreeEntry } from '../../source/git-engine.ts';
import { provenancePathOf } from '../../source/package-path.ts';
import { type ByteSources, contentOf, readStored } from '../../source/tarball-content.ts';
import { closestVersion } from './closest-version.ts';
import type { KeptFile, PublishedInput } from '../checks/published.ts';
import type { Finding } from '../finding.ts';
import { findingOf } from '../problem-finding.ts';
import {
  type FolderFiles,
  type TouchedPackage,
  type VersionEntry,
  versionEntries,
} from './read-package.ts';
import { readVersion } from './read-version.ts';
import type { AddedVersion, ReadVersion } from '../reviewed.ts';

/** What `checkPublished` looks at, but for the history. */
export async function readKept(
  sources: ByteSources,
  pkg: TouchedPackage,
): Promise<Pick<PublishedInput, 'pkg' | 'was' | 'is'>> {
  const touched = new Set(pkg.changes.map(({ path }) => path));
  const before = versionEntries(pkg.filesBefore).filter(({ path }) => touched.has(path));
  const versions = new Set(before.map(({ version }) => version));
  const after = versionEntries(pkg.filesAfter).filter(
    ({ path, version }) => touched.has(path) || versions.has(version),
  );
  return {
    pkg,
    was: await keptFiles(sources, before, after),
    is: await keptFiles(sources, after, before),
  };
}

/** Bytes are read only where the ids alone cannot say that a version stayed what it was. */
async function keptFiles(
  sources: ByteSources,
  files: readonly VersionEntry[],
  others: readonly VersionEntry[],
): Promise<readonly KeptFile[]> {
  const kept: KeptFile[] = [];
  for (const { path, version, oid } of files) {
    const rivals = others.filter((other) => other.version === version);
    const isPlain = rivals.length === 0 || rivals.some((other) => other.oid === oid);
    kept.push({
      path,
      version,
      oid,
      sha512: isPlain ? undefined : await sha512Of(sources, { path, oid }),
    });
  }
  return kept;
}

async function sha512Of(
  sources: ByteSources,
  file: { readonly path: string; readonly oid: Oid },
): Promise<string | undefined> {
  const content = await contentOf(await readStored(sources.engine, file), sources, file);
  return content.bytes && createHash('sha512').update(content.bytes).digest('hex');
}

/**
 * Versions that were not there in any form, one after another, so that the files of one are in memory at a time. One
 * that cannot be read has findings alone.
 */
export async function* readAdded(
  sources: ByteSources,
  pkg: TouchedPackage,
): AsyncGenerator<{
  readonly version: AddedVersion | undefined;
  readonly findings: readonly Finding[];
}> {
  for (const entry of addedEntries(pkg)) {
    const { read, problems } = await readVersion(sources, committed(entry, pkg.filesAfter));
    const mismatch = read && mismatchOf(entry, read, pkg);
    const findings = [...problems.map(findingOf), ...(mismatch === undefined ? [] : [mismatch])];
    const isSound = read !== undefined && mismatch === undefined;
    const version = isSound ? await addedVersion(sources, { pkg, entry, read }) : undefined;
    yield { version, findings };
  }
}

async function addedVersion(
  sources: ByteSources,
  {
    pkg,
    entry,
    read,
  }: { readonly pkg: TouchedPackage; readonly entry: VersionEntry; readonly read: ReadVersion },
): Promise<AddedVersion> {
  return { ...read, name: pkg.name, pkg, previous: await readPrevious(sources, pkg, entry) };
}

/** New files of versions that had none. */
export function addedEntries({
  changes,
  filesBefore,
  filesAfter,
}: FolderFiles): readonly VersionEntry[] {
  const there = new Set(versionEntries(filesBefore).map(({ version }) => version));
  const touched = new Set(changes.map(({ path }) => path));
  return versionEntries(filesAfter).filter(
    ({ path, version }) => touched.has(path) && !there.has(version),
  );
}

function committed(
  { path, oid }: TreeEntry,
  files: readonly TreeEntry[],
): Parameters<typeof readVersion>[1] {
  const provenance = files.find((file) => file.path === provenancePathOf(path));
  return { path, oid, provenance };
}

function mismatchOf(
  { path, version }: VersionEntry,
  { tarball }: ReadVersion,
  { name }: TouchedPackage,
): Finding | undefined {
  if (tarball.name !== name) {
    const message = `${path} holds ${tarball.name}, and lies in the folder of ${name}.`;
    return findingOf(problem('NAME_MISMATCH', path, message));
  }
  if (tarball.version === version) return undefined;
  const message = `${path} holds version ${tarball.version}.`;
  return findingOf(problem('VERSION_MISMATCH', path, message));
}

/** The closest version that was there: the highest below, else the lowest; what cannot be read is passed over. */
async function readPrevious(
  sources: ByteSources,
  pkg: TouchedPackage,
  { version }: VersionEntry,
): Promise<ReadVersion | undefined> {
  const closest = closestVersion(pkg.before.versions, version);
  const entry = versionEntries(pkg.filesBefore).find((each) => each.version === closest);
  if (entry === undefined) return undefined;
  const { read } = await readVersion(sources, committed(entry, pkg.filesBefore));
  return read;
}
