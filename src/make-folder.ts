import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './system-error.ts';

/**
 * Makes a folder and those above it; gives the outermost one that was missing, or `undefined`.
 * Not `mkdir`'s `recursive`: Node 20 then never ends where a file system answers ENOENT to every try (/proc).
 */
export async function makeFolder(path: string, mode = 0o777): Promise<string | undefined> {
  try {
    await mkdir(path, mode);
    return path;
  } catch (error) {
    if (hasCode(error, 'EEXIST') && (await stat(path)).isDirectory()) return undefined;
    if (!hasCode(error, 'ENOENT') || dirname(path) === path) throw error;
  }
  const outermost = await makeFolder(dirname(path), mode);
  await mkdir(path, mode).catch(async (error: unknown) => {
    // Somebody else may have made it meanwhile.
    if (!(await stat(path).catch(() => undefined))?.isDirectory()) throw error;
  });
  return outermost ?? path;
}
