import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fastGlob from 'fast-glob';

/** Bytes of all objects that git keeps, packed or loose. */
export async function readRepositorySize(gitDir: string): Promise<number> {
  const files = await fastGlob('objects/**', { cwd: await commonDirOf(gitDir), stats: true });
  return files.reduce((sum, { stats }) => sum + (stats?.size ?? 0), 0);
}

/** A linked worktree shares the objects of the main one (gitrepository-layout: `commondir`). */
async function commonDirOf(gitDir: string): Promise<string> {
  const text = await readFile(join(gitDir, 'commondir'), 'utf8').catch(() => '.');
  return resolve(gitDir, text.trim());
}
