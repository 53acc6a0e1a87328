import { foldersAbove } from '../commit/plain-path.ts';
import { StillpackError } from '../errors.ts';
import type { PackageName } from '../package-name.ts';
import type { TreeEntry } from '../source/git-engine.ts';
import { folderOf } from '../source/package-path.ts';
import { tarballNameOf } from '../tarball-name.ts';
import type { Version } from '../version.ts';

interface PlacedTarball {
  readonly name: PackageName;
  readonly version: Version;
}

/**
 * Throws REPOSITORY_LAYOUT where a commit has a file or link in the place of a folder that the tarballs need, or a
 * folder in the place of a tarball: git cannot hold both, and would drop what was there.
 */
export function checkPlaces(
  entries: readonly TreeEntry[],
  tarballs: readonly PlacedTarball[],
): void {
  const places = new Set(
    tarballs.map(({ name, version }) => `${folderOf(name)}/${tarballNameOf(name, version)}`),
  );
  const folders = new Set([...places].flatMap(foldersAbove));
  for (const { path } of entries) {
    if (folders.has(path)) throw layoutError(path, 'is no folder');
    const place = foldersAbove(path).find((folder) => places.has(folder));
    if (place !== undefined) throw layoutError(place, 'is a folder');
  }
}

function layoutError(path: string, what: string): StillpackError {
  return new StillpackError('REPOSITORY_LAYOUT', `In this commit, ${path} ${what}.`, {
    path,
    hint: 'Move it away, and commit that.',
  });
}
