import { StillpackError } from '../errors.ts';
import { type Environment, findProgram } from '../source/environment.ts';
import { gitMissing } from '../source/git/git-missing.ts';
import type { GitEngine } from '../source/git-engine.ts';
import type { CommitStore } from './commit-store.ts';
import { createGitStore } from './git/git-store.ts';

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
  if (engine.name === 'isomorphic-git') {
    // Loaded when needed: most machines have the git program.
    const { createIsomorphicStore } = await import('./isomorphic-git/isomorphic-store.ts');
    return createIsomorphicStore({ gitDir, workTree, env });
  }
  const program = await findProgram('git', env);
  if (program === undefined) throw gitMissing();
  return createGitStore({ program, gitDir, workTree, objectFormat, env });
}
