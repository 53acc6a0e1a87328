// What git says, and leaves behind, when a disk is full.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../system-error.ts';

/** How git 2.39 to 2.47 and the systems under it word it; the second is `git fast-import`. */
const full = /No space left on device|Out of diskspace|Disk quota exceeded|File too large/;

/** Whether git failed because there was no space. */
export function saysFull(stderr: string): boolean {
  return full.test(stderr);
}

/** Removes what an import that failed or was killed left: `git gc` would keep it for two weeks. */
export async function removeLeftovers(gitDir: string): Promise<void> {
  const packs = join(gitDir, 'objects', 'pack');
  await Promise.all([
    removeStarting(packs, 'tmp_pack_'),
    removeStarting(gitDir, 'fast_import_crash_'),
  ]);
}

async function removeStarting(folder: string, prefix: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  const left = names.filter((name) => name.startsWith(prefix));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
