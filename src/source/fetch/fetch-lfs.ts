import { StillpackError } from '../../errors.ts';
import type { Oid } from '../git-engine.ts';
import { gitFailed, type GitProgram } from '../git/git-program.ts';

/** Git runs an alias of the repository where there is no git-lfs. */
const noAlias = ['-c', 'alias.lfs='];

/**
 * Brings the LFS objects of a commit into the LFS store, by the git-lfs program; with `paths`, of those files alone.
 * Throws FETCH_FAILED.
 */
export async function fetchLfsObjects(
  git: GitProgram | undefined,
  commit: Oid,
  paths: readonly string[] = [],
): Promise<void> {
  const installed = git !== undefined && (await git.run([...noAlias, 'lfs', 'version'])).code === 0;
  if (!installed) {
    throw new StillpackError(
      'FETCH_FAILED',
      'Some tarballs are Git LFS objects, and git-lfs is not installed.',
      { hint: 'Install git-lfs, or bring the objects with `git lfs pull` where it is installed.' },
    );
  }
  const remotes = (await git.output(['remote'])).toString('utf8').split('\n');
  const remote = remotes.includes('origin') ? 'origin' : (remotes[0] ?? '');
  if (remote === '' || remote.startsWith('-')) {
    throw new StillpackError('FETCH_FAILED', 'The repository has no remote to fetch from.', {
      hint: 'Add the remote that holds the Git LFS objects.',
    });
  }
  // Never without both filters: lfs.fetchinclude and lfs.fetchexclude would leave out what a build needs.
  const include = `--include=${paths.join(',')}`;
  const args = [...noAlias, 'lfs', 'fetch', include, '--exclude=', remote, commit];
  const { code, stderr } = await git.run(args);
  if (code === 0) return;
  const failed = gitFailed(['lfs'], stderr);
  throw new StillpackError(
    'FETCH_FAILED',
    `Git LFS objects could not be fetched from ${remote}.`,
    failed.hint === undefined ? {} : { hint: failed.hint },
  );
}
