// Why a clone was not made.
import { StillpackError } from '../../errors.ts';
import type { GitProgram } from '../../source/git/git-program.ts';
import { remoteUnreachable } from './push-outcome.ts';

/** REF_UNKNOWN when the remote answers, else REMOTE_UNREACHABLE with what the clone printed on stderr. */
export async function cloneRefusal(
  git: GitProgram,
  { remote, branch }: { readonly remote: string; readonly branch: string },
  stderr: string,
): Promise<StillpackError> {
  const { code } = await git.run(['ls-remote', '--quiet', '--end-of-options', remote]);
  return code === 0 ? branchUnknown(branch) : remoteUnreachable(stderr);
}

/** `branch` is `undefined` for a remote that names no branch of its own. */
export function branchUnknown(branch: string | undefined): StillpackError {
  const what =
    branch === undefined ? 'names no branch that has commits' : `has no branch ${branch}`;
  return new StillpackError('REF_UNKNOWN', `The registry repository ${what}.`, {
    hint: 'Name its branch with --branch; an empty repository needs a first commit (`stillpack init`).',
  });
}
