// A build from its beginning to its report. What only a build that has something to do needs is loaded for it alone.
import type { BuildReport, BuildResult } from './build-report.ts';
import { parseJobs } from './jobs.ts';
import type { BuildOptions } from './options.ts';
import type { GitEngine, Oid } from './source/git-engine.ts';
import { commitWhenOpened, openEngine } from './source/open-engine.ts';
import { createLastReport } from './state/last-report.ts';

/**
 * Builds the registry of one commit into a folder: what changed since the last build, where that is known.
 *
 * A version with a problem is left out and the rest is written; under `strict` any problem, also a warning,
 * writes nothing. Throws a StillpackError when the request itself cannot be met.
 */
export async function build(asked: BuildOptions): Promise<BuildReport> {
  const { repo, engine: choice = 'auto', env, ref = 'HEAD', now } = asked;
  // No kept report is of it: it decides nothing that is said.
  parseJobs(asked.jobs);
  const last = createLastReport(asked);
  // Values that need nothing but themselves are checked before a history is walked.
  if (last === undefined) await checkAsked(asked);
  const engine = await openEngine({ repo, engine: choice, env });
  try {
    const commit = await commitWhenOpened(engine, ref);
    const known = await last?.read(commit);
    if (known !== undefined) return await withDatesToCome(known, now);
    if (last !== undefined) await checkAsked(asked);
    const result = await buildAt(commit, { engine, asked });
    if (result.isLasting) await last?.write(commit, result);
    return await withDatesToCome(result, now);
  } finally {
    await engine.close();
  }
}

async function checkAsked(asked: BuildOptions): Promise<void> {
  const options = await import('./options.ts');
  options.checkAsked(asked);
}

async function buildAt(
  commit: Oid,
  how: { readonly engine: GitEngine; readonly asked: BuildOptions },
): Promise<BuildResult> {
  const { buildAt: buildWhole } = await import('./build-commit.ts');
  return buildWhole(commit, how);
}

/** A clock that is a day wrong is common, and so are time zones. */
const tolerance = 24 * 60 * 60 * 1000;

/** Only said, never acted upon, not under `strict` either: what is built follows from the commit, not from the clock. */
async function withDatesToCome(
  { report, date }: Pick<BuildResult, 'report' | 'date'>,
  now: Date | undefined,
): Promise<BuildReport> {
  if (now === undefined || date.getTime() <= now.getTime() + tolerance) return report;
  const [{ problem }, { reportProblems }] = await Promise.all([
    import('./problems.ts'),
    import('./build-report.ts'),
  ]);
  const message = `The newest date in the history is ${date.toISOString()}, which is yet to come.`;
  const found = reportProblems([problem('COMMIT_DATE', '.', message)], { strict: false });
  return { ...report, problems: [...report.problems, ...found] };
}
