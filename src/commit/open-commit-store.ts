import { StillpackError } from '../errors.ts';
import { type Environment, findProgram } from '../source/environment.ts';
import type { GitEngine } from '../source/git-engine.ts';
import type { CommitStore } from './commit-store.ts';
import { createGitStore } from './git/git-store.ts';
import { createIsomorphicStore } from './isomorphic-git/isomorphic-store.ts';

/**
 * The store that writes to the repository of an open engine, by the same means. Throws REPOSITORY_UNSUPPORTED for a
 * bare repository, and GIT_MISSING.
 */
export async function openCommitStore(engine: GitEngine, env: Environment): Promise<CommitStore> {
  const { gitDir, workTree, objectFormat } = engine;
  if (workTree === undefined) {
    throw new StillpackError('REPOSITORY_UNSUPPORTED', `${gitDir} has no work tree to write to.`, {
      path: gitDir,
      hint: 'Clone the bare repository, run the command in the clone, and push.',
    });
  }
  if (engine.name === 'isomorphic-git') return createIsomorphicStore({ gitDir, workTree, env });
  const program = await findProgram('git', env);
  if (program === undefined) {
    throw new StillpackError('GIT_MISSING', 'The git program is not on PATH.', {
      hint: 'Install git, or use `--engine isomorphic-git`.',
    });
  }
  return createGitStore({ program, gitDir, workTree, objectFormat, env });
}
