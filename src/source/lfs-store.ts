// Where Git LFS keeps the bytes of its pointers on this machine.
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { hasSize, readBounded } from './bounded-read.ts';
import { maxTarballBytes } from './byte-limits.ts';
import type { GitEngine } from './git-engine.ts';
import { type LargeBytes, largeSize } from './large-bytes.ts';
import type { LfsPointer } from './lfs-pointer.ts';
import { findWorkTreeFile, readWorkTreeFile } from './work-tree-file.ts';

/** `too-large`: the pointer says so. `damaged`: the store holds other bytes under this id, and the work tree does not hold the right ones. */
export type LfsBytes = Uint8Array | 'missing' | 'too-large' | 'damaged';

/** The bytes of an LFS object, from the LFS store or the work tree, checked by sha256 and size. */
export async function readLfsObject(
  engine: Pick<GitEngine, 'lfsFolder' | 'workTree'>,
  path: string,
  pointer: LfsPointer,
): Promise<LfsBytes> {
  if (pointer.size > maxTarballBytes) return 'too-large';
  const stored = await readBounded(
    storedPath(await engine.lfsFolder(), pointer.sha256),
    pointer.size,
  );
  if (typeof stored === 'object' && isObject(stored, pointer)) return stored;
  const smudged = await readWorkTreeFile(engine, path, pointer.size);
  if (smudged !== undefined && isObject(smudged, pointer)) return smudged;
  return stored === undefined ? 'missing' : 'damaged';
}

/** Where the bytes of a large LFS object seem to lie; `undefined` when they are few, or nowhere. */
export async function findLargeLfsObject(
  engine: Pick<GitEngine, 'lfsFolder' | 'workTree'>,
  path: string,
  { sha256, size }: LfsPointer,
): Promise<LargeBytes | undefined> {
  if (size < largeSize || size > maxTarballBytes) return undefined;
  const stored = storedPath(await engine.lfsFolder(), sha256);
  const smudged = findWorkTreeFile(engine, path);
  const file = hasSize(stored, size) ? stored : smudged?.size === size ? smudged.file : undefined;
  if (file === undefined) return undefined;
  const seal = { algorithm: 'sha256', before: '', hex: sha256 } as const;
  return { size, place: { kind: 'file', path: file }, seal };
}

/**
 * git-lfs 3: `lfs.storage`, which may be relative to the git directory that all worktrees share; `lfs` in there when
 * it is not set.
 */
export function lfsFolderOf(commonDir: string, storage: string): string {
  return resolve(commonDir, storage === '' ? 'lfs' : storage);
}

/** git-lfs 3: `<folder>/objects/ab/cd/abcd…`. */
export function storedPath(folder: string, sha256: string): string {
  return join(folder, 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

function isObject(bytes: Uint8Array, { sha256, size }: LfsPointer): boolean {
  return bytes.length === size && createHash('sha256').update(bytes).digest('hex') === sha256;
}
