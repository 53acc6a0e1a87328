import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder, its path free of symbolic links, removed when the running test ends. */
export async function temporaryDirectory(): Promise<string> {
  const { dir, remove } = await sharedTemporaryDirectory();
  onTestFinished(remove);
  return dir;
}

/** The same for several tests: let `beforeAll` return `remove`, which vitest then calls after the last one. */
export async function sharedTemporaryDirectory(): Promise<{
  readonly dir: string;
  readonly remove: () => Promise<void>;
}> {
  const dir = await mkdtemp(join(await realpath(tmpdir()), 'stillpack-test-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }) };
}
