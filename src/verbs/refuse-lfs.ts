import { StillpackError } from '../errors.ts';
import type { GitEngine, TreeEntry } from '../source/git-engine.ts';
import { namesLfs } from '../source/lfs-attributes.ts';
import { packagesFolder } from '../source/package-path.ts';

const fileName = '.gitattributes';
const maxBytes = 2 ** 20;

/** Where a .gitattributes speaks of packages. */
export const attributePlaces: readonly string[] = [fileName, packagesFolder];

/**
 * Throws REPOSITORY_UNSUPPORTED where Git LFS keeps files of packages, by the .gitattributes among the `files`: who
 * commits a tarball without a work tree commits it as it is, which every checkout would then show as changed.
 */
export async function refuseLfs(
  engine: GitEngine,
  files: AsyncIterable<TreeEntry> | Iterable<TreeEntry>,
): Promise<void> {
  for await (const { path, oid } of files) {
    if (path !== fileName && !path.endsWith(`/${fileName}`)) continue;
    const bytes = await engine.readBlob(oid, maxBytes);
    if (!(bytes instanceof Uint8Array) || !namesLfs(Buffer.from(bytes).toString('utf8'))) continue;
    throw new StillpackError('REPOSITORY_UNSUPPORTED', `${path} keeps files in Git LFS.`, {
      path,
      hint: 'Tarballs are committed as they are here: take the line with filter=lfs out of it, or publish with `stillpack add` in a clone instead.',
    });
  }
}
