// `stillpack review`: what a range of commits changes, judged by what held before it.
import type { EngineChoice, Environment } from '../options.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { openEngine } from '../source/open-engine.ts';
import { bringLfsObjects, bringObjects } from './read/bring-objects.ts';
import { judge, type JudgeOptions } from './judge.ts';
import { fetchingLate } from './read/late-objects.ts';
import { readChange } from './read/read-change.ts';
import type { ReviewReport } from './review-report.ts';

export interface ReviewOptions extends JudgeOptions {
  /** A folder of the registry repository. */
  readonly repo: string;
  /** What the change is merged into, and what it brings: see GitEngine.resolveCommit. */
  readonly base: string;
  readonly head: string;
  /** Brings what a partial clone lacks, nearly all in one request, and what Git LFS keeps. @default false */
  readonly fetch?: boolean | undefined;
  /** @default 'auto' */
  readonly engine?: EngineChoice | undefined;
  /** Where `stillpack fetch` keeps bytes. */
  readonly cacheDir: string;
  readonly env: Environment;
}

/**
 * Judges without running, checking out or unpacking to a disk anything of the change. Policy, users, organisations and
 * owners are read from `base`. Throws RANGE_INVALID, REF_UNKNOWN, CONFIG_INVALID of `base`, SHALLOW_CLONE,
 * FILE_NOT_FETCHED, FETCH_FAILED, and what opening does.
 */
export async function review(options: ReviewOptions): Promise<ReviewReport> {
  if (options.fetch === true) {
    const brought = await withEngine(options, async (engine) => {
      const range = await resolveRange(engine, options);
      return { ...range, files: await bringObjects(engine, range, options.env) };
    });
    await withEngine(options, (engine) =>
      bringLfsObjects(engine, { ...brought, env: options.env }),
    );
  }
  return withEngine(options, async (engine) => {
    const change = await readChange(engine, await resolveRange(engine, options));
    const reader = options.fetch === true ? fetchingLate(engine, options) : engine;
    return judge(change, { engine: reader, cacheDir: options.cacheDir }, options);
  });
}

async function withEngine<Result>(
  { repo, engine: choice = 'auto', env }: ReviewOptions,
  use: (engine: GitEngine) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({ repo, engine: choice, env });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

async function resolveRange(
  engine: GitEngine,
  { base, head }: ReviewOptions,
): Promise<{ readonly base: Oid; readonly head: Oid }> {
  return { base: await engine.resolveCommit(base), head: await engine.resolveCommit(head) };
}
