// What a folder holds, in a form that two folders can be compared by.
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** By path: permissions, mtime in seconds, and the hash of the bytes of each file; permissions of each folder. */
export async function folderState(dir: string): Promise<Record<string, string>> {
  const paths = await readdir(dir, { recursive: true });
  const state: Record<string, string> = {};
  for (const path of paths.toSorted()) {
    const file = join(dir, path);
    const stats = await lstat(file);
    const mode = (stats.mode & 0o777).toString(8);
    state[path] = stats.isDirectory()
      ? `folder ${mode}`
      : `file ${mode} ${stats.mtimeMs / 1000} ${await sha256(file)}`;
  }
  return state;
}

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
