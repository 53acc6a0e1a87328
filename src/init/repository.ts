import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { durableFs } from '../commit/isomorphic-git/durable-fs.ts';
import { StillpackError } from '../errors.ts';
import type { EngineChoice, Environment } from '../options.ts';
import { findProgram } from '../source/environment.ts';
import { gitEnvironment } from '../source/git/git-environment.ts';
import { createGitProgram } from '../source/git/git-program.ts';
import type { GitEngine } from '../source/git-engine.ts';
import { openEngine } from '../source/open-engine.ts';

interface RepositoryOptions {
  /** Absolute, without symbolic links. */
  readonly dir: string;
  readonly engine: EngineChoice;
  readonly env: Environment;
}

export interface InitRepository {
  readonly engine: GitEngine;
  /** What HEAD names; `main` when it is detached. */
  readonly branch: string;
  readonly created: boolean;
}

/** Opens the repository whose root `dir` is, or makes one there with the branch `main`. */
export async function openOrCreateRepository(options: RepositoryOptions): Promise<InitRepository> {
  const present = await openAtRoot(options);
  if (present !== undefined) return withBranch(present, false);
  await createRepository(options);
  return withBranch(await openEngine({ ...options, repo: options.dir }), true);
}

/** A repository that `dir` is only a folder of does not count. */
async function openAtRoot(options: RepositoryOptions): Promise<GitEngine | undefined> {
  try {
    const engine = await openEngine({ ...options, repo: options.dir });
    const root = engine.workTree ?? engine.gitDir;
    if ((await realpath(root)) === options.dir) return engine;
    await engine.close();
    return undefined;
  } catch (error) {
    if (error instanceof StillpackError && error.code === 'NOT_A_REPOSITORY') return undefined;
    throw error;
  }
}

async function createRepository({ dir, engine, env }: RepositoryOptions): Promise<void> {
  const program = engine === 'isomorphic-git' ? undefined : await findProgram('git', env);
  if (program === undefined) {
    // Loaded when needed: most machines have the git program.
    const { default: git } = await import('isomorphic-git');
    await git.init({ fs: durableFs, dir, defaultBranch: 'main' });
    return;
  }
  const runner = createGitProgram({ program, env: gitEnvironment(env, false), cwd: dir });
  // Git before 2.28 has no `--initial-branch`: HEAD is set afterwards, which every version can.
  await runner.output(['init', '--quiet']);
  await runner.output(['symbolic-ref', 'HEAD', 'refs/heads/main']);
}

async function withBranch(engine: GitEngine, created: boolean): Promise<InitRepository> {
  const head = await readFile(join(engine.gitDir, 'HEAD'), 'utf8');
  const branch = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1] ?? 'main';
  return { engine, branch, created };
}
