import { stat } from 'node:fs/promises';
import { type Environment, findProgram } from './environment.ts';
import { gitMissing } from './git/git-missing.ts';
import { openGitEngine } from './git/open-git-engine.ts';
import type { GitEngine, Oid } from './git-engine.ts';
import { notARepository } from './not-a-repository.ts';

export interface OpenEngineOptions {
  /** A folder in the repository, or the bare repository. */
  readonly repo: string;
  /** `auto` takes the git program when it is on PATH. */
  readonly engine: 'auto' | 'git' | 'isomorphic-git';
  /** What programs are found and started with. */
  readonly env: Environment;
}

/**
 * Opens the repository that `repo` lies in; the caller closes the engine.
 * Throws NOT_A_REPOSITORY, GIT_MISSING, GIT_FAILED, REPOSITORY_UNSUPPORTED.
 */
export async function openEngine({ repo, engine, env }: OpenEngineOptions): Promise<GitEngine> {
  if (!(await isFolder(repo))) throw notARepository(repo);
  const program = engine === 'isomorphic-git' ? undefined : await findProgram('git', env);
  if (program !== undefined) return openGitEngine({ repo, program, env });
  if (engine !== 'git') {
    // Loaded when needed: most machines have the git program.
    const { openIsomorphicEngine } = await import('./isomorphic-git/open-isomorphic-engine.ts');
    return openIsomorphicEngine({ repo, env });
  }
  throw gitMissing();
}

/** The commit that `ref` names in a repository that was opened just now. See GitEngine.resolveCommit. */
export async function commitWhenOpened(engine: GitEngine, ref: string): Promise<Oid> {
  const head = ref === 'HEAD' ? engine.headWhenOpened : undefined;
  return head ?? engine.resolveCommit(ref);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
