// The work tree, read without a step out of it: a commit may hold links, and what they lead to is anything.
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StillpackError } from '../errors.ts';
import { readBounded } from '../source/bounded-read.ts';
import { maxTarballBytes } from '../source/byte-limits.ts';
import { hasCode } from '../system-error.ts';

/**
 * The bytes of a regular file below the work tree; `undefined` where nothing is. Throws OUTPUT_NOT_WRITABLE where
 * something else is, on the way to it too, and for a file that is larger than any tarball or cannot be read.
 */
export async function readPlainFile(
  workTree: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const file = await findPlain(workTree, path, 'file');
  if (file === undefined) return undefined;
  const bytes = await readBounded(file, maxTarballBytes);
  if (bytes === undefined) throw inTheWay(path, 'cannot be read');
  if (bytes === 'too-large') throw inTheWay(path, `is larger than ${maxTarballBytes} bytes`);
  return bytes;
}

/** The names in a folder below the work tree, none where nothing is. Throws OUTPUT_NOT_WRITABLE as `readPlainFile`. */
export async function listPlainFolder(workTree: string, path: string): Promise<readonly string[]> {
  const folder = await findPlain(workTree, path, 'folder');
  return folder === undefined ? [] : readdir(folder);
}

async function findPlain(
  workTree: string,
  path: string,
  kind: 'file' | 'folder',
): Promise<string | undefined> {
  const segments = path.split('/');
  if (segments.some((segment) => ['', '.', '..', '.git'].includes(segment.toLowerCase()))) {
    throw inTheWay(path, 'leads out of the work tree');
  }
  let current = workTree;
  for (const [index, segment] of segments.entries()) {
    current = join(current, segment);
    const stats = await lstat(current).catch(ignoreMissing);
    if (stats === undefined) return undefined;
    const wanted = index === segments.length - 1 ? kind : 'folder';
    if (wanted === 'file' ? !stats.isFile() : !stats.isDirectory()) {
      throw inTheWay(segments.slice(0, index + 1).join('/'), `is no ${wanted} of the work tree`);
    }
  }
  return current;
}

/** `a` and `a/b` of `a/b/c`. */
export function foldersAbove(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** OUTPUT_NOT_WRITABLE: what lies at the path is not what a change needs there. */
export function inTheWay(path: string, what: string): StillpackError {
  return new StillpackError('OUTPUT_NOT_WRITABLE', `${path} ${what}.`, {
    path,
    hint: 'Move what lies there away: neither a link nor a special file is followed.',
  });
}

function ignoreMissing(error: unknown): undefined {
  if (hasCode(error, 'ENOENT')) return undefined;
  throw error;
}
