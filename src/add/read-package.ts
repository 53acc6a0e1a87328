// What the user named on the command line → the bytes of a tarball.
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StillpackError } from '../errors.ts';
import type { Environment } from '../options.ts';
import { archiveLimits } from '../inspect/archive-limits.ts';
import { packFolder } from './pack-folder.ts';

export interface NamedTarball {
  /** As the user wrote it. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Reads a tarball, or packs a package folder. Throws NOT_A_TARBALL, FILE_TOO_LARGE, PACK_FAILED. */
export async function readPackage(
  file: string,
  { cwd, env }: { readonly cwd: string; readonly env: Environment },
): Promise<NamedTarball> {
  const path = resolve(cwd, file);
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() === true) {
    if (stats.size > archiveLimits.packed) throw tooLarge(file);
    return { file, bytes: await readFile(path) };
  }
  if (stats?.isDirectory() === true && (await isFile(join(path, 'package.json')))) {
    return { file, bytes: await packFolder(path, { shown: file, env }) };
  }
  const why = stats === undefined ? 'does not exist' : 'is neither a file nor a package folder';
  throw new StillpackError('NOT_A_TARBALL', `${file} ${why}.`, {
    path: file,
    hint: 'Name .tgz files made by `npm pack`, or folders that hold a package.json.',
  });
}

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true;
}

function tooLarge(file: string): StillpackError {
  return new StillpackError(
    'FILE_TOO_LARGE',
    `${file} is larger than ${archiveLimits.packed} bytes.`,
    {
      path: file,
      hint: 'No genuine package is this large; look at what the file holds.',
    },
  );
}
