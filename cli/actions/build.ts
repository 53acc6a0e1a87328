import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../src/build.ts';
import type { BuildReport } from '../../src/index.ts';
import { fetchBytes } from '../../src/source/fetch/fetch-bytes.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { printBuild } from '../report.ts';
import { type Action, type ActionResult, annotateProblem, listOutput } from './action.ts';
import type { Runner } from './runner.ts';
import { renderBuild } from './build-summary.ts';

type Output = 'deployable' | 'status' | 'commit' | 'packages' | 'versions' | 'problems';

export const buildAction: Action<Output> = {
  outputs: {
    deployable: 'false',
    status: '1',
    commit: '',
    packages: '0',
    versions: '0',
    problems: '[]',
  },
  async run(runner) {
    const { io, input, required, flag } = runner;
    const isStrict = flag('strict');
    const failOnProblem = flag('fail-on-problem');
    const progress = createProgressDisplay(io);
    const { onProgress } = progress;
    const place = { repo: resolvePath(io, input('repo')), cacheDir: cacheDirOf(io), env: io.env };
    const out = required('out');
    if (flag('fetch')) {
      const env = runner.gitEnvironment();
      await fetchBytes({ ...place, env, ref: 'HEAD', engine: 'auto' }).finally(progress.stop);
    }
    const report = await build({
      ...place,
      out: resolvePath(io, out),
      url: input('url') || undefined,
      strict: isStrict,
      state: { dir: path.join(place.cacheDir, 'builds'), program: await readBundleDigest() },
      now: new Date(),
      onProgress,
    }).finally(progress.stop);
    printBuild(io, { ...report, problems: [] }, { out, seconds: progress.seconds() });
    return tell(runner, { report, failOnProblem });
  },
};

async function tell(
  runner: Runner,
  { report, failOnProblem }: { readonly report: BuildReport; readonly failOnProblem: boolean },
): Promise<ActionResult<Output>> {
  for (const problem of report.problems) annotateProblem(runner, problem);
  await runner.summarize(await renderBuild(report));
  const outputs = {
    deployable: String(report.deployable),
    status: report.ok ? '0' : '1',
    commit: report.commit,
    packages: String(report.packages),
    versions: String(report.versions),
    problems: listOutput(report.problems),
  };
  if (!report.deployable) return { outputs, failure: 'Nothing was written: see the problems.' };
  const failure =
    report.ok || !failOnProblem ? undefined : 'Versions were left out: see the problems.';
  return { outputs, failure };
}

/** What one build keeps, only the same program reads: all of it lies in this one file. */
async function readBundleDigest(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(fileURLToPath(import.meta.url)))
    .digest('hex');
}
