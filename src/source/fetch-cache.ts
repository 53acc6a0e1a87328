// Bytes that pinned pointers name, kept outside of git under their sha512.
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { StillpackError } from '../errors.ts';
import { hasSize, readBounded } from './bounded-read.ts';
import { type LargeBytes, largeSize } from './large-bytes.ts';
import type { PinnedPointer } from './pinned-pointer.ts';
import { makeFolder } from '../make-folder.ts';
import { isSystemError } from '../system-error.ts';

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

/** Keeps bytes that were checked against `sha512`. Never leaves half a file. Throws OUTPUT_NOT_WRITABLE. */
export async function writeFetched(options: {
  readonly cacheDir: string;
  readonly sha512: string;
  readonly bytes: Uint8Array;
}): Promise<void> {
  const file = cachePath(options.cacheDir, options.sha512);
  try {
    await makeFolder(dirname(file));
    await writeFileAtomic(file, Buffer.from(options.bytes));
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const { cacheDir } = options;
    throw new StillpackError(
      'OUTPUT_NOT_WRITABLE',
      `The cache folder ${cacheDir} cannot be written: ${cause.message}.`,
      {
        path: cacheDir,
        hint: 'Set XDG_CACHE_HOME to a folder that can be written, for `build` too.',
        cause,
      },
    );
  }
}

/** `<cacheDir>/sha512/ab/cdef….tgz`; the name is hexadecimal. */
function cachePath(cacheDir: string, sha512: string): string {
  return join(cacheDir, 'sha512', sha512.slice(0, 2), `${sha512.slice(2)}.tgz`);
}
