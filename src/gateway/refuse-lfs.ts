import { StillpackError } from '../errors.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { namesLfs } from '../source/lfs-attributes.ts';
import { packagesFolder } from '../source/package-path.ts';

const fileName = '.gitattributes';
const maxBytes = 2 ** 20;

/**
 * Throws REPOSITORY_UNSUPPORTED where Git LFS keeps files of packages: a gateway commits a tarball itself, which every
 * checkout would then show as changed.
 */
export async function refuseLfs(engine: GitEngine, commit: Oid): Promise<void> {
  for await (const { path, oid } of engine.listFiles(commit, {
    under: [fileName, packagesFolder],
  })) {
    if (path !== fileName && !path.endsWith(`/${fileName}`)) continue;
    const bytes = await engine.readBlob(oid, maxBytes);
    if (!(bytes instanceof Uint8Array) || !namesLfs(Buffer.from(bytes).toString('utf8'))) continue;
    throw new StillpackError('REPOSITORY_UNSUPPORTED', `${path} keeps files in Git LFS.`, {
      path,
      hint: 'A gateway commits tarballs as they are: take the line with filter=lfs out of it, or publish with `stillpack add` instead.',
    });
  }
}
