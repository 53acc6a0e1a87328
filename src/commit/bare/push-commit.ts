import { isAbsolute } from 'node:path';
import type { GitProgram } from '../../source/git/git-program.ts';
import type { Oid } from '../../source/git-engine.ts';
import { parsePush, type PushOutcome } from './push-outcome.ts';

/** No housekeeping in the middle of a write. */
export const quiet: readonly string[] = ['-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];

/**
 * For a repository on this machine. One with a work tree gets its files as well, or refuses when they hold what is not
 * committed (`receive.denyCurrentBranch`, git-config(1)); its hooks do not run.
 */
const receivePack =
  'git -c core.fsync=all -c core.hooksPath=/dev/null -c receive.denyCurrentBranch=updateInstead receive-pack';

/** Moves a branch of the remote to the commit, never by force. Throws as `parsePush`. */
export async function pushCommit(
  networked: GitProgram,
  {
    commit,
    remote,
    branch,
    pushOptions = [],
  }: {
    readonly commit: Oid;
    /** A URL or an absolute path. */
    readonly remote: string;
    readonly branch: string;
    /** For `git push --push-option`. */
    readonly pushOptions?: readonly string[] | undefined;
  },
): Promise<PushOutcome> {
  // Else git would look for every tree, also those that a partial clone left out.
  const sparse = ['-c', 'pack.useSparse=true'];
  const args = [...quiet, ...sparse, 'push', '--porcelain', '--no-verify', '--no-follow-tags'];
  const asked = pushOptions.flatMap((option) => ['--push-option', option]);
  const receive = isAbsolute(remote) ? [`--receive-pack=${receivePack}`] : [];
  const refspec = `${commit}:refs/heads/${branch}`;
  return parsePush(
    await networked.run([...args, ...asked, ...receive, '--end-of-options', remote, refspec]),
  );
}
