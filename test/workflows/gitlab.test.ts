// .gitlab-ci.yml of every host, read as GitLab reads it.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createRepository, isolatedGitEnv } from '../support/git-repository.ts';
import { gitlabHosts, initFiles } from '../support/rendered-workflows.ts';
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

describe.each(gitlabHosts)('.gitlab-ci.yml for %s', (host) => {
  test('is one that GitLab takes, with a job for each stage', async () => {
    const { code, output } = await list(textFor(host));
    expect({ code, output }).toMatchObject({ code: 0 });
    const deploy = host === 'gitlab-pages' ? 'pages' : 'deploy';
    for (const job of ['build', deploy, 'wait'])
      expect(output).toMatch(new RegExp(`^${job};`, 'm'));
  });

  test('reviews with the program of the commit that is built on, and passes what a person decides', () => {
    const { review } = parse(textFor(host)) as {
      readonly review: Readonly<Record<string, unknown>>;
    };
    expect(review).toMatchObject({
      variables: { GIT_CHECKOUT: 'false' },
      allow_failure: { exit_codes: [42] },
    });
    const [checkout, install] = review['before_script'] as readonly string[];
    expect(checkout).toContain('"refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"');
    expect(JSON.stringify(review)).not.toContain('DIFF_BASE');
    expect(install).toContain('npm ci --ignore-scripts');
  });
});

test('a file that GitLab refuses is found', async () => {
  const { code } = await list(textFor('nginx').replace('stage: wait', 'stage: wait\n  scirpt: x'));
  expect(code).not.toBe(0);
});
