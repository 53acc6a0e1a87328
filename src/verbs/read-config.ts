import { type Config, configFileName, parseConfig } from '../config.ts';
import type { GitEngine, TreeEntry } from '../source/git-engine.ts';
import { sourceFile } from '../source/package-folder.ts';

/** stillpack.json among the `files` of a commit. Throws CONFIG_INVALID, FILE_NOT_FETCHED. */
export async function readConfig(engine: GitEngine, files: readonly TreeEntry[]): Promise<Config> {
  const file = files.find(({ path, mode }) => path === configFileName && mode.startsWith('100'));
  if (file === undefined) return parseConfig(undefined);
  return parseConfig(await sourceFile(engine, file).read());
}
