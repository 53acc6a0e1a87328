// Bytes that pinned pointers name, kept outside of git under their sha512.
import { join } from 'node:path';
import { hasSize, readBounded } from './bounded-read.ts';
import { type LargeBytes, largeSize } from './large-bytes.ts';
import type { PinnedPointer } from './pinned-pointer.ts';

/**
 * Bytes fetched before; `undefined` when there are none. They may be damaged: the reader checks them. Of more than
 * the pointer's `size` nothing is read.
 */
export async function readFetched(
  cacheDir: string,
  { sha512, size }: Pick<PinnedPointer, 'sha512' | 'size'>,
): Promise<Uint8Array | undefined> {
  const bytes = await readBounded(cachePath(cacheDir, sha512), size);
  return bytes === 'too-large' ? new Uint8Array() : bytes;
}

/** Where such bytes seem to lie when they are many; `undefined` when they are few, or not there. */
export function findLargeFetched(
  cacheDir: string,
  { sha512, size }: Pick<PinnedPointer, 'sha512' | 'size'>,
): LargeBytes | undefined {
  const path = cachePath(cacheDir, sha512);
  if (size < largeSize || !hasSize(path, size)) return undefined;
  const seal = { algorithm: 'sha512', before: '', hex: sha512 } as const;
  return { size, place: { kind: 'file', path }, seal };
}

/** `<cacheDir>/sha512/ab/cdef….tgz`; the name is hexadecimal. */
export function cachePath(cacheDir: string, sha512: string): string {
  return join(cacheDir, 'sha512', sha512.slice(0, 2), `${sha512.slice(2)}.tgz`);
}
