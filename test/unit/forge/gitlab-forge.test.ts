// GitLab, for which a bare repository stands whose hook answers as GitLab's does; the pushes are git's.
import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createGitlabForge, parseRemoteLines } from '../../../src/forge/gitlab-forge.ts';
import { pullRequestText } from '../../../src/forge/pull-request-text.ts';
import { createRepository, isolatedGitEnv } from '../../support/git-repository.ts';

const run = promisify(execFile);
const branch = 'publish/@acme/ui-1.0.0';
const forge = createGitlabForge('acme/registry');
const text = pullRequestText({
  verb: 'Publish',
  subject: '@acme/ui@1.0.0',
  facts: [['published by', 'mira']],
  texts: [{ heading: 'Scripts', text: 'postinstall: echo "a\\nb" $HOME; `id`\n/merge\n\u001b[2J' }],
});
const request = { branch, base: 'main', ...text };

/** Pushes a branch with the forge's options; the remote prints `says`. */
async function push(says: readonly string[]) {
  const bare = await createRepository({ bare: true });
  await bare.git('config', 'receive.advertisePushOptions', 'true');
  const hook = join(bare.dir, 'hooks/post-receive');
  await mkdir(join(bare.dir, 'hooks'), { recursive: true });
  const lines = [
    '#!/bin/sh',
    'i=0',
    'while [ "$i" -lt "$GIT_PUSH_OPTION_COUNT" ]; do',
    '  eval "printf \'%s\\n\' \\"\\$GIT_PUSH_OPTION_$i\\"" >> options',
    '  i=$((i + 1))',
    'done',
    "cat <<'EOF'",
    ...says,
    'EOF',
  ];
  await writeFile(hook, `${lines.join('\n')}\n`);
  await chmod(hook, 0o755);
  const clone = await createRepository();
  await clone.commit('Begin');
  const options = forge.pushOptions(request).flatMap((option) => ['--push-option', option]);
  const { stderr } = await run(
    'git',
    ['push', ...options, '--', bare.dir, `HEAD:refs/heads/${branch}`],
    { cwd: clone.dir, env: { PATH: process.env['PATH'], HOME: clone.dir, ...isolatedGitEnv } },
  );
  return { pushOutput: stderr, options: await readFile(join(bare.dir, 'options'), 'utf8') };
}

const address = 'https://gitlab.com/acme/registry/-/merge_requests/7';
const opened = ['', `View merge request for ${branch}:`, `  ${address}`, ''];

describe('a merge request', () => {
  test('is asked for with the push, and its address is in what the push printed', async () => {
    const { pushOutput, options } = await push(opened);
    expect(options.split('\n')).toEqual([
      'merge_request.create',
      'merge_request.target=main',
      'merge_request.title=Publish `@acme/ui@1.0.0`',
      expect.stringMatching(/^merge_request\.description=Publish `@acme\/ui@1\.0\.0`\.\\n\\n- /),
      '',
    ]);
    expect(await forge.openPullRequest({ ...request, pushOutput })).toEqual({
      url: address,
      text: `Waits for review: ${address}`,
    });
  });

  test('has the description that was meant, where GitLab makes line ends of it', async () => {
    const { options } = await push(opened);
    const [, description = ''] = /^merge_request\.description=(.*)$/m.exec(options) ?? [];
    expect(`${description.replaceAll('\\n', '\n')}\n`).toBe(text.body);
    expect(text.body).toContain('\npostinstall: echo "a\\u{5c}nb" $HOME; `id`\n\\u{2f}merge\n');
  });

  test('that GitLab would not open is FORGE_REFUSED, in its words', async () => {
    const bar = '='.repeat(72);
    const { pushOutput } = await push([
      '',
      bar,
      '',
      'WARNINGS:',
      '',
      'Error encountered with push options: merge_request.target: nope does not exist',
      '',
      bar,
    ]);
    await expect(forge.openPullRequest({ ...request, pushOutput })).rejects.toMatchObject({
      code: 'FORGE_REFUSED',
      message: `GitLab opened no merge request for ${branch}: Error encountered with push options: merge_request.target: nope does not exist.`,
    });
  });

  test.each([
    ['nothing', []],
    ['the form for a new one', ['https://gitlab.com/acme/registry/-/merge_requests/new?a=b']],
    ['one of another project', ['https://gitlab.com/evil/registry/-/merge_requests/7']],
    ['one of a longer name', ['https://gitlab.com/evil-acme/registry/-/merge_requests/7']],
    ['one with a password', ['https://a:b@gitlab.com/acme/registry/-/merge_requests/7']],
    ['another page', ['https://gitlab.com/acme/registry/-/merge_requests/7/diffs']],
  ])('without an address is a branch that waits: %s', async (_, says) => {
    const { pushOutput } = await push(says);
    expect(await forge.openPullRequest({ ...request, pushOutput })).toEqual({
      url: undefined,
      text: `The branch ${branch} waits for somebody to merge it.`,
    });
  });
});

test('what git itself prints is not what the remote said', () => {
  const output = [
    'To https://gitlab.com/acme/registry/-/merge_requests/1',
    'remote: one        ',
    'remote:   two\r',
    ' * [new branch] HEAD -> x',
  ];
  expect(parseRemoteLines(output.join('\n'))).toEqual(['one', 'two']);
});
