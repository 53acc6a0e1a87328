import { type Config, configFileName, parseConfig } from '../config.ts';
import { maxConfigBytes } from '../source/byte-limits.ts';
import type { GitEngine, TreeEntry } from '../source/git-engine.ts';

/** stillpack.json among the `files` of a commit. Throws CONFIG_INVALID. */
export async function readConfig(engine: GitEngine, files: readonly TreeEntry[]): Promise<Config> {
  const file = files.find(({ path, mode }) => path === configFileName && mode.startsWith('100'));
  if (file === undefined) return parseConfig(undefined);
  // Bytes that are not here are no configuration, and not an absent one either.
  return parseConfig((await engine.readBlob(file.oid, maxConfigBytes)) ?? new Uint8Array());
}
