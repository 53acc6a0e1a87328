// Every tarball that the repository has, or ever had, for a version that is to be added.
import type { KnownTarball } from '../change/plan-add.ts';
import { listPlainFolder, readPlainFile } from '../commit/plain-path.ts';
import type { Tarball } from '../inspect/tarball.ts';
import { blobIdOf } from '../source/blob-id.ts';
import type { GitEngine, Oid, TreeEntry } from '../source/git-engine.ts';
import { readHistory } from '../source/history.ts';
import { folderOf, packagePathOf, versionAt, versionOfFile } from '../source/package-path.ts';
import { readStored } from '../source/tarball-content.ts';
import { compareStored, type Identity } from './byte-identity.ts';

/** Looks up one tarball after another. */
export interface KnownTarballs {
  of(tarball: Tarball, bytes: Uint8Array): Promise<readonly KnownTarball[]>;
}

interface FileOfCommit {
  readonly path: string;
  readonly oid: Oid;
}

/**
 * Reads the history once, also for versions that were deleted since. Throws SHALLOW_CLONE and HISTORY_INCOMPLETE:
 * what is not known cannot be kept unchanged. `of` throws OUTPUT_NOT_WRITABLE where the work tree has a link, or
 * anything else that is neither a file nor a folder, in the place of the version or of its folder.
 */
export async function readKnownTarballs({
  engine,
  head,
  files,
}: {
  readonly engine: GitEngine;
  /** The commit that is built on; `undefined` before the first one. */
  readonly head: Oid | undefined;
  /** Of `head`. */
  readonly files: readonly TreeEntry[];
}): Promise<KnownTarballs> {
  const history = head === undefined ? undefined : await readHistory({ engine, commit: head });
  const committed = filesByVersion(files);
  const paths = new Set(files.map(({ path }) => path));
  return {
    async of(tarball, bytes) {
      const folder = folderOf(tarball.name);
      const known: KnownTarball[] = [];
      for (const file of committed.get(`${folder}/${tarball.version}`) ?? []) {
        const identity = await compareFile(engine, file, bytes);
        known.push({ path: file.path, place: 'commit', ...identity });
      }
      const landed = history?.folder(folder)?.versions.get(tarball.version);
      if (landed !== undefined && !known.some(({ path }) => path === landed.path)) {
        const identity = await compareFile(engine, landed, bytes);
        known.push({ path: landed.path, place: 'history', ...identity });
      }
      for (const path of await uncommittedPaths(engine, tarball, paths)) {
        const file = await readPlainFile(engine.workTree ?? '', path);
        // Gone since it was listed.
        if (file === undefined) continue;
        const identity = compareStored({ kind: 'blob', bytes: file }, bytes);
        known.push({ path, place: 'work tree', ...identity });
      }
      return known;
    },
  };
}

/** By folder and version: `packages/@acme/ui/2.0.0`. */
function filesByVersion(files: readonly TreeEntry[]): ReadonlyMap<string, readonly TreeEntry[]> {
  const found = new Map<string, TreeEntry[]>();
  for (const file of files) {
    const place = packagePathOf(file.path);
    const version = place === undefined ? undefined : versionAt(place);
    if (place === undefined || version === undefined) continue;
    const key = `${place.folder}/${version}`;
    found.set(key, [...(found.get(key) ?? []), file]);
  }
  return found;
}

/** What git holds, against a tarball. */
export async function compareFile(
  engine: GitEngine,
  file: FileOfCommit,
  tarball: Uint8Array,
): Promise<Identity> {
  // Equal ids need no read: the blob may be missing from a partial clone.
  if (blobIdOf(tarball, engine.objectFormat) === file.oid) {
    return { identical: true, hash: `git blob ${file.oid}` };
  }
  return compareStored(await readStored(engine, file), tarball);
}

/** Files of the work tree for the tarball's version that no commit has yet. */
async function uncommittedPaths(
  { workTree }: GitEngine,
  { name, version }: Tarball,
  committed: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (workTree === undefined) return [];
  const folder = folderOf(name);
  const names = await listPlainFolder(workTree, folder);
  return names
    .filter((file) => file.endsWith('.tgz') && versionOfFile(name, file) === version)
    .map((file) => `${folder}/${file}`)
    .filter((path) => !committed.has(path));
}
