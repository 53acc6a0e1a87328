// What every command that writes shares: open the repository, read what HEAD holds, plan, commit.
import type { Change } from '../change/change.ts';
import { commitChange, writeFiles } from '../commit/commit-change.ts';
import type { CommitStore } from '../commit/commit-store.ts';
import { asOneWriter } from '../commit/one-writer.ts';
import { openCommitStore } from '../commit/open-commit-store.ts';
import { StillpackError } from '../errors.ts';
import { openEngine } from '../source/open-engine.ts';
import type { ReadOptions, RepositoryAt } from './read-repository.ts';

export interface ChangeOptions extends ReadOptions {
  /** The commit message. @default says what is done */
  readonly message?: string | undefined;
  /** Without a commit the files are put in place, and that is all. @default true */
  readonly commit?: boolean | undefined;
  /** Only say what would happen. @default false */
  readonly dryRun?: boolean | undefined;
}

export interface ChangeReport {
  /** Files that were (or would be) written, relative to the repository. */
  readonly files: readonly string[];
  /** The same for files that are removed. */
  readonly removed: readonly string[];
  /** `undefined` when nothing was committed. */
  readonly commit: string | undefined;
  /** `undefined` when there is nothing to commit. */
  readonly message: string | undefined;
}

export interface WritableRepository extends RepositoryAt {
  readonly store: CommitStore;
}

interface Planned {
  /** `undefined` when there is nothing to do. */
  readonly change: Change | undefined;
}

/**
 * Plans on HEAD and commits the plan's change, while no other command does. Throws OPTION_INVALID for an empty message,
 * HEAD_DETACHED, what `plan` throws, and what opening and committing do.
 */
export async function changeRepository<Plan extends Planned>(
  options: ChangeOptions,
  plan: (repository: WritableRepository) => Promise<Plan>,
): Promise<{ readonly plan: Plan; readonly report: ChangeReport }> {
  const message = parseMessage(options.message);
  const engine = await openEngine({ ...options, engine: options.engine ?? 'auto' });
  try {
    const store = await openCommitStore(engine, options.env);
    const planAndApply = async (): Promise<{
      readonly plan: Plan;
      readonly report: ChangeReport;
    }> => {
      const base = await store.readHead();
      const planned = await plan({ engine, store, commit: base });
      const change = withMessage(planned.change, message);
      const commit = await applyChange(store, { options, change, base });
      return { plan: planned, report: reportOf(change, commit) };
    };
    return options.dryRun === true
      ? await planAndApply()
      : await asOneWriter(store.gitDir, planAndApply);
  } finally {
    await engine.close();
  }
}

/** The same for a plan that is nothing but its change. */
export async function commitPlan(
  options: ChangeOptions,
  plan: (repository: RepositoryAt) => Promise<Change | undefined>,
): Promise<ChangeReport> {
  const { report } = await changeRepository(options, async (repository) => ({
    change: await plan(repository),
  }));
  return report;
}

function withMessage(change: Change | undefined, message: string | undefined): Change | undefined {
  return change === undefined || message === undefined ? change : { ...change, message };
}

async function applyChange(
  store: CommitStore,
  {
    options,
    change,
    base,
  }: {
    readonly options: ChangeOptions;
    readonly change: Change | undefined;
    readonly base: RepositoryAt['commit'];
  },
): Promise<string | undefined> {
  if (change === undefined || options.dryRun === true) return undefined;
  if (options.commit !== false) {
    if (await store.isDetached()) throw headDetached(base);
    return commitChange(store, change, { base });
  }
  await writeFiles(store, change, { base });
  return undefined;
}

/** HEAD_DETACHED: nothing but the reflog would hold the commit once another one is checked out. */
export function headDetached(base: RepositoryAt['commit']): StillpackError {
  const place = base === undefined ? '' : `, but at ${base.slice(0, 12)}`;
  return new StillpackError('HEAD_DETACHED', `HEAD is at no branch${place}.`, {
    hint: '`git switch <branch>` first, or `git switch -c <branch>` for a new one.',
  });
}

function reportOf(change: Change | undefined, commit: string | undefined): ChangeReport {
  const files = change?.files ?? [];
  const written = files.filter(({ bytes }) => bytes !== undefined);
  const removed = files.filter(({ bytes }) => bytes === undefined);
  return {
    files: written.map(({ path }) => path),
    removed: removed.map(({ path }) => path),
    commit,
    message: change?.message,
  };
}

/** Ends with one line end, as git's own messages do. Throws OPTION_INVALID for an empty message. */
export function parseMessage(message: string | undefined): string | undefined {
  if (message === undefined) return undefined;
  const text = message.trim();
  if (text !== '' && !text.includes('\0')) return `${text}\n`;
  throw new StillpackError('OPTION_INVALID', 'The commit message is empty.', {
    hint: 'Leave --message out for one that says what is done.',
  });
}
