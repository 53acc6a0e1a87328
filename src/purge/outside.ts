// Bytes that belong to a version and lie outside of git's objects: Git LFS, and pinned pointers.
import { rm } from 'node:fs/promises';
import { cachePath } from '../source/fetch-cache.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { type LfsPointer, parseLfsPointer } from '../source/lfs-pointer.ts';
import { storedPath } from '../source/lfs-store.ts';
import {
  maxPointerBytes,
  parsePinnedPointer,
  type PinnedPointer,
} from '../source/pinned-pointer.ts';

export interface OutsideBytes {
  readonly lfs: readonly LfsPointer[];
  readonly pinned: readonly PinnedPointer[];
}

/** What the leaked objects point at. */
export async function findOutside(
  engine: GitEngine,
  leaked: ReadonlySet<Oid>,
): Promise<OutsideBytes> {
  const lfs: LfsPointer[] = [];
  const pinned: PinnedPointer[] = [];
  for (const oid of leaked) {
    const bytes = await engine.readBlob(oid, maxPointerBytes);
    if (!(bytes instanceof Uint8Array)) continue;
    const object = parseLfsPointer(bytes);
    if (object !== undefined) lfs.push(object);
    const pointer = parsePinnedPointer(bytes);
    if (typeof pointer === 'object') pinned.push(pointer);
  }
  return { lfs, pinned };
}

/** Takes their copies from this machine: from the LFS store of the repository, and from what `fetch` brought. */
export async function removeOutside(
  engine: GitEngine,
  { lfs, pinned }: OutsideBytes,
  cacheDir: string,
): Promise<void> {
  const folder = await engine.lfsFolder();
  for (const { sha256 } of lfs) await rm(storedPath(folder, sha256), { force: true });
  for (const { sha512 } of pinned) await rm(cachePath(cacheDir, sha512), { force: true });
}
