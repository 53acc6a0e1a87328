import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StillpackError } from '../../src/errors.ts';
import { parsePullRequestEvent, type PullRequestEvent } from '../../src/forge/github-events.ts';
import type { Environment, ReviewReport } from '../../src/index.ts';
import { githubCommands } from '../../src/review/report/github.ts';
import { markdownOf } from '../../src/review/report/markdown.ts';
import { review } from '../../src/review/review.ts';
import { renderReviewFile, reviewFileName } from '../../src/review/review-file.ts';
import { fetchCommit } from '../../src/source/fetch/fetch-commit.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { printCommands } from '../report.ts';
import { askUpstream } from '../upstream.ts';
import { type Action, listOutput } from './action.ts';
import type { Runner } from './runner.ts';

type Output = 'verdict' | 'findings' | 'packages' | 'report-path';

export const reviewAction: Action<Output> = {
  outputs: { verdict: '', findings: '[]', packages: '[]', 'report-path': '' },
  async run(runner) {
    const { io, input } = runner;
    const pullRequest = parsePullRequestEvent(await runner.readEvent());
    const asked = {
      repo: resolvePath(io, input('repo')),
      base: input('base') || pullRequest?.base || missing('base'),
      head: input('head') || pullRequest?.head || missing('head'),
      account: input('author') || pullRequest?.author,
    };
    await bringHead(runner.gitEnvironment(), { ...asked, pullRequest });
    const progress = createProgressDisplay(io);
    const report = await review({
      ...asked,
      fetch: true,
      existsUpstream: askUpstream(io, undefined),
      cacheDir: cacheDirOf(io),
      env: runner.gitEnvironment(),
      onProgress: progress.onProgress,
    }).finally(progress.stop);
    const folder = await writeReport(runner, { report, pullRequest });
    printCommands(io, githubCommands(report));
    await runner.summarize(markdownOf(report));
    const outputs = {
      verdict: report.verdict,
      findings: listOutput(
        report.findings.map(({ check, level, path, message }) => ({ check, level, path, message })),
      ),
      packages: listOutput(
        report.packages.flatMap(({ name, added }) =>
          added.map(({ version }) => `${name}@${version}`),
        ),
      ),
      'report-path': folder,
    };
    // What only a person can decide does not fail: whoever waits for it reads the verdict.
    const isBlocked = report.verdict === 'block';
    return { outputs, failure: isBlocked ? 'This change may not be merged.' : undefined };
  },
};

function missing(name: string): never {
  throw new StillpackError(
    'OPTION_INVALID',
    `The event names no pull request, and "${name}" is not given.`,
    {
      hint: 'Run the action on pull_request, or give the commits in "base" and "head".',
    },
  );
}

/** Only objects are brought: nothing of a stranger's commit is ever checked out. */
async function bringHead(
  env: Environment,
  {
    repo,
    head,
    pullRequest,
  }: {
    readonly repo: string;
    readonly head: string;
    readonly pullRequest: PullRequestEvent | undefined;
  },
): Promise<void> {
  if (pullRequest === undefined) return;
  const ref = `refs/pull/${pullRequest.number}/head`;
  await fetchCommit({ repo, engine: 'auto', env, commit: head, ref });
}

async function writeReport(
  { io, input, variable }: Runner,
  {
    report,
    pullRequest,
  }: {
    readonly report: ReviewReport;
    readonly pullRequest: PullRequestEvent | undefined;
  },
): Promise<string> {
  const given = input('report-folder');
  const folder =
    given === '' ? path.join(variable('RUNNER_TEMP'), 'stillpack-review') : resolvePath(io, given);
  await mkdir(folder, { recursive: true });
  const text = renderReviewFile({ schema: 1, pullRequest: pullRequest?.number, report });
  await writeFile(path.join(folder, reviewFileName), text);
  return folder;
}
