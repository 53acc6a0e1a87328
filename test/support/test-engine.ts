import { onTestFinished } from 'vitest';
import type { GitEngine } from '../../src/source/git-engine.ts';
import { openEngine, type OpenEngineOptions } from '../../src/source/open-engine.ts';
import { isolatedGitEnv } from './git-repository.ts';

export const engineNames = ['git', 'isomorphic-git'] as const;

/** What programs need to run in a test, whatever the user's git configuration. */
export const testEnv: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  ...isolatedGitEnv,
};

/** An engine that is closed when the running test ends. */
export async function openTestEngine(
  repo: string,
  engine: OpenEngineOptions['engine'],
  env: OpenEngineOptions['env'] = testEnv,
): Promise<GitEngine> {
  const opened = await openEngine({ repo, engine, env });
  onTestFinished(() => opened.close());
  return opened;
}
