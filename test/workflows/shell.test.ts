// Every script of every workflow, read by shellcheck.
import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { gitlabHosts, initFiles, workflows } from '../support/rendered-workflows.ts';
import { findProgram } from '../support/tools/tool.ts';
import { parseWorkflow } from '../support/workflow-rules.ts';

/** What shellcheck prints of a script. */
function shellcheck(script: string, shell: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [`--shell=${shell}`, '--format=gcc', '-'];
    const child = execFile(findProgram('shellcheck') ?? '', args, (_error, stdout, stderr) => {
      // 1: it found something.
      if (child.exitCode === 0 || child.exitCode === 1) resolve(stdout);
      else reject(new Error(`shellcheck failed: ${stderr}`));
    });
    child.stdin?.end(script);
  });
}

const githubScripts = workflows().flatMap(({ title, text }) =>
  Object.values(parseWorkflow(text).jobs).flatMap(({ steps = [] }) =>
    steps.flatMap(({ run }) => (run === undefined ? [] : [{ title, script: run }])),
  ),
);

const gitlabScripts = gitlabHosts.flatMap((host) => {
  const text = initFiles({ host, forge: 'gitlab' }).get('.gitlab-ci.yml') ?? '';
  const jobs = Object.values(parse(text) as Record<string, unknown>);
  return jobs.flatMap((job) => {
    const { before_script: before = [], script = [] } = (job ?? {}) as Record<string, string[]>;
    return [...before, ...script].map((line) => ({ title: `GitLab and ${host}`, script: line }));
  });
});

test('there are scripts to look at', () => {
  expect(githubScripts.length).toBeGreaterThan(20);
  expect(gitlabScripts.length).toBeGreaterThan(20);
});

test.each(githubScripts)('shellcheck finds nothing in a script of $title', async ({ script }) => {
  expect(await shellcheck(script, 'bash')).toBe('');
});

test.each(gitlabScripts)('nor in one of $title', async ({ script }) => {
  expect(await shellcheck(script, 'bash')).toBe('');
});

test('it would find a variable without quotes', async () => {
  expect(await shellcheck('rm -r $1/x', 'bash')).toContain('SC2086');
});
