import type { EngineChoice, Environment } from '../options.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { commitWhenOpened, openEngine } from '../source/open-engine.ts';

export interface ReadOptions {
  /** A folder of the registry repository. */
  readonly repo: string;
  /** @default 'auto' */
  readonly engine?: EngineChoice | undefined;
  readonly env: Environment;
}

/** A commit of an open repository. */
export interface RepositoryAt {
  readonly engine: GitEngine;
  /** `undefined` before the first one. */
  readonly commit: Oid | undefined;
}

/** What `read` finds in HEAD. Throws what it throws, NO_COMMITS, and what opening does. */
export async function readRepository<Result>(
  options: ReadOptions,
  read: (repository: RepositoryAt) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({ ...options, engine: options.engine ?? 'auto' });
  try {
    return await read({ engine, commit: await commitWhenOpened(engine, 'HEAD') });
  } finally {
    await engine.close();
  }
}
