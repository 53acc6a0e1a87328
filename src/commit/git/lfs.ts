import { StillpackError } from '../../errors.ts';
import type { GitProgram } from '../../source/git/git-program.ts';

/**
 * Gives the bytes to Git LFS and returns the pointer that stands in git in their place. The program `git-lfs` is
 * asked itself: the filter that the repository's configuration names is not run.
 */
export async function writeLfsObject(
  git: GitProgram,
  path: string,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  try {
    return await git.output(['lfs', 'clean', '--', path], bytes);
  } catch (cause) {
    throw new StillpackError('GIT_FAILED', `Git LFS could not take ${path}.`, {
      path,
      hint: '.gitattributes gives this file to Git LFS: install git-lfs and run `git lfs install`.',
      cause,
    });
  }
}
