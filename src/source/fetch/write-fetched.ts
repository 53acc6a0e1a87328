// The writing half of the cache of fetched bytes, which no build loads.
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { StillpackError } from '../../errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { isSystemError } from '../../system-error.ts';
import { cachePath } from '../fetch-cache.ts';

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
