import fastGlob from 'fast-glob';

/** Bytes of all objects that git keeps in a repository's `commonDir`, packed or loose. */
export async function readRepositorySize(commonDir: string): Promise<number> {
  const files = await fastGlob('objects/**', { cwd: commonDir, stats: true });
  return files.reduce((sum, { stats }) => sum + (stats?.size ?? 0), 0);
}
