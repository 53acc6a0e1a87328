import type { NameClashes } from '../change/check-clashes.ts';
import type { GitEngine, TreeEntry } from '../source/git-engine.ts';
import { createNameClashes } from '../verbs/name-clashes.ts';
import { readConfig } from '../verbs/read-config.ts';

/** By stillpack.json as committed. Throws what a build would: CONFIG_INVALID, HOST_UNKNOWN, URL_INVALID. */
export async function readNameClashes(
  engine: GitEngine,
  files: readonly TreeEntry[],
): Promise<NameClashes> {
  return createNameClashes(await readConfig(engine, files));
}
