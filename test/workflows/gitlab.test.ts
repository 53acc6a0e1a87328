// .gitlab-ci.yml of every host, read as GitLab reads it.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createRepository, isolatedGitEnv, openRepository } from '../support/git-repository.ts';
import { gitlabHosts, initFiles } from '../support/rendered-workflows.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { toolProgram, toolPrograms } from '../support/tools/tool.ts';

interface Listed {
  readonly code: number | null;
  readonly output: string;
}

/** What gitlab-ci-local says of a file: it checks it against GitLab's schema, and resolves `extends` and `needs`. */
async function list(text: string): Promise<Listed> {
  const { dir } = await createRepository();
  await writeFile(join(dir, '.gitlab-ci.yml'), text);
  const path = [toolPrograms('node-24'), process.env['PATH']].join(delimiter);
  const env = { ...isolatedGitEnv, PATH: path, HOME: dir };
  return new Promise((resolve) => {
    const args = ['--list-csv-all'];
    const child = execFile(
      toolProgram('gitlab-ci-local', 'gitlab-ci-local'),
      args,
      { cwd: dir, env },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

const textFor = (host: string): string =>
  initFiles({ host, forge: 'gitlab' }).get('.gitlab-ci.yml') ?? '';

interface ReviewJob {
  readonly before_script: readonly string[];
}

const reviewFor = (host: string): ReviewJob =>
  (parse(textFor(host)) as { readonly review: ReviewJob }).review;

describe.each(gitlabHosts)('.gitlab-ci.yml for %s', (host) => {
  test('is one that GitLab takes, with a job for each stage', async () => {
    const { code, output } = await list(textFor(host));
    expect({ code, output }).toMatchObject({ code: 0 });
    const deploy = host === 'gitlab-pages' ? 'pages' : 'deploy';
    for (const job of ['build', deploy, 'wait'])
      expect(output).toMatch(new RegExp(`^${job};`, 'm'));
  });

  test('reviews with what is installed for the target branch, and passes what a person decides', () => {
    const review = reviewFor(host);
    expect(review).toMatchObject({
      variables: { GIT_CHECKOUT: 'false' },
      allow_failure: { exit_codes: [42] },
    });
    expect(review.before_script.at(-1)).toContain('npm ci --ignore-scripts');
    expect(JSON.stringify(review)).not.toContain('DIFF_BASE');
  });
});

test('a review goes by the target branch as it is now, not by where the merge request began', async () => {
  const origin = await createRepository();
  await origin.write('stillpack.json', '{}');
  const began = await origin.commit('Begin');
  const dir = await temporaryDirectory();
  await origin.git('clone', '-q', origin.dir, dir);
  await origin.write('stillpack.json', '{"review":{}}');
  const now = await origin.commit('Tighten the rules');
  const script = reviewFor('nginx').before_script.slice(0, -1);
  const env = {
    ...{ ...process.env, ...isolatedGitEnv },
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: began,
  };
  await promisify(execFile)('sh', ['-ec', script.join('\n')], { cwd: dir, env });
  expect(await openRepository(dir).oid('HEAD')).toBe(now);
});

test('a file that GitLab refuses is found', async () => {
  const { code } = await list(textFor('nginx').replace('stage: wait', 'stage: wait\n  scirpt: x'));
  expect(code).not.toBe(0);
});
