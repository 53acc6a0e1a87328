// Where Git LFS keeps the bytes of its pointers on this machine.
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { readBounded } from './bounded-read.ts';
import { maxTarballBytes } from './byte-limits.ts';
import type { GitEngine } from './git-engine.ts';
import type { LfsPointer } from './lfs-pointer.ts';
import { readWorkTreeFile } from './work-tree-file.ts';

/** `too-large`: the pointer says so. `damaged`: the store holds other bytes under this id, and the work tree does not hold the right ones. */
export type LfsBytes = Uint8Array | 'missing' | 'too-large' | 'damaged';

/** The bytes of an LFS object, from the LFS store or the work tree, checked by sha256 and size. */
export async function readLfsObject(
  engine: Pick<GitEngine, 'lfsFolder' | 'workTree'>,
  path: string,
  pointer: LfsPointer,
): Promise<LfsBytes> {
  if (pointer.size > maxTarballBytes) return 'too-large';
  const stored = await readStored(await engine.lfsFolder(), pointer);
  if (typeof stored === 'object' && isObject(stored, pointer)) return stored;
  const smudged = await readWorkTreeFile(engine, path, pointer.size);
  if (smudged !== undefined && isObject(smudged, pointer)) return smudged;
  return stored === undefined ? 'missing' : 'damaged';
}

/**
 * git-lfs 3: `lfs.storage`, which may be relative to the git directory that all worktrees share; `lfs` in there when
 * it is not set.
 */
export function lfsFolderOf(commonDir: string, storage: string): string {
  return resolve(commonDir, storage === '' ? 'lfs' : storage);
}

/** git-lfs 3: `<folder>/objects/ab/cd/abcd…`. */
async function readStored(
  folder: string,
  { sha256, size }: LfsPointer,
): Promise<Uint8Array | 'too-large' | undefined> {
  const folders = [sha256.slice(0, 2), sha256.slice(2, 4)];
  return readBounded(join(folder, 'objects', ...folders, sha256), size);
}

function isObject(bytes: Uint8Array, { sha256, size }: LfsPointer): boolean {
  return bytes.length === size && createHash('sha256').update(bytes).digest('hex') === sha256;
}
