import type { HistoryState } from './landing.ts';
import { StillpackError } from '../errors.ts';
import { isFileMode, type TreeEntry } from './git-engine.ts';
import { packagesFolder } from './package-path.ts';

/** What stillpack reads at the top of a repository, and whether it is a file or a folder. */
const kinds: ReadonlyMap<string, 'file' | 'folder'> = new Map([
  [packagesFolder, 'folder'],
  ['orgs', 'folder'],
  ['users', 'folder'],
  ['stillpack.json', 'file'],
]);

/**
 * Throws REPOSITORY_LAYOUT where a link, a submodule or another spelling stands for what stillpack reads, or where
 * the packages are gone: what cannot be read is never taken for absent, since a build removes what is.
 */
export function checkLayout(
  entries: readonly TreeEntry[],
  { published }: Pick<HistoryState, 'published'>,
): void {
  let packages = 0;
  for (const { path, mode } of entries) {
    const slash = path.indexOf('/');
    const top = slash === -1 ? path : path.slice(0, slash);
    if (top === packagesFolder) packages += 1;
    const name = top.toLowerCase();
    const kind = kinds.get(name);
    if (kind === undefined) continue;
    if (top !== name) throw layoutError(top, `${top} is not spelled ${name}`);
    const is = slash !== -1 ? 'folder' : isFileMode(mode) ? 'file' : undefined;
    if (is !== kind) throw layoutError(top, `${top} is no ${kind}`);
  }
  if (packages > 0 || !published) return;
  throw layoutError(packagesFolder, `${packagesFolder}/ is gone`, {
    hint: `Move it back; if the registry shall be empty, keep a file such as ${packagesFolder}/.gitkeep.`,
  });
}

function layoutError(
  path: string,
  what: string,
  { hint = 'Make it what the README describes, and commit that.' } = {},
): StillpackError {
  return new StillpackError('REPOSITORY_LAYOUT', `In this commit, ${what}.`, { path, hint });
}
