import { StillpackError } from '../../errors.ts';
import type { GitProgram } from '../../source/git/git-program.ts';
import { refuseOwnPrograms } from '../../source/git/own-programs.ts';

/**
 * Gives the bytes to Git LFS and returns the pointer that stands in git in their place. The program `git-lfs` is
 * asked itself: neither the filter nor an alias that the repository's configuration names is run. One of its
 * extensions of LFS is REPOSITORY_UNSUPPORTED.
 */
export async function writeLfsObject(
  git: GitProgram,
  path: string,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  await refuseOwnPrograms(git, String.raw`^lfs\.extension\..*\.clean$`);
  try {
    return await git.output(['-c', 'alias.lfs=', 'lfs', 'clean', '--', path], bytes);
  } catch (cause) {
    throw new StillpackError('GIT_FAILED', `Git LFS could not take ${path}.`, {
      path,
      hint: '.gitattributes gives this file to Git LFS: install git-lfs and run `git lfs install`.',
      cause,
    });
  }
}
