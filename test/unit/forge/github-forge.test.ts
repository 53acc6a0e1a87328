// GitHub, for which a mock of its REST API stands on this machine (see mock-github.ts).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { forgeOf, type ForgeOptions } from '../../../src/forge/forge-of.ts';
import { type MockAnswer, mockGithub } from '../../support/mock-github.ts';

const token = 'ghp_secretsecretsecretsecretsecretsecret';
const present = new Date('2025-06-01T12:00:00Z');
const request = {
  branch: 'publish/@acme/ui-1.0.0',
  base: 'main',
  title: 'Publish `@acme/ui@1.0.0`',
  body: 'Text.',
  pushOutput: '',
};

/** A forge at the mock. */
async function mockedForge(before?: MockAnswer) {
  const github = await mockGithub(before);
  const naps: number[] = [];
  const forge = (options: Partial<ForgeOptions> = {}) =>
    forgeOf({
      remoteUrl: 'git@github.example:acme/registry.git',
      apiUrl: github.api,
      token,
      fetch,
      now: () => present,
      sleep: (milliseconds) => Promise.resolve(naps.push(milliseconds)),
      ...options,
    });
  return { ...github, forge, naps };
}

const opened = {
  url: 'https://github.example/acme/registry/pull/1',
  text: 'Waits for review: https://github.example/acme/registry/pull/1',
};

describe('a pull request', () => {
  test('is opened once, and given back whenever it is asked for', async () => {
    const github = await mockedForge();
    const forge = github.forge();
    expect(await forge.findPullRequest(request.branch)).toEqual({ state: 'none' });
    expect(await forge.openPullRequest(request)).toEqual(opened);
    expect(await forge.openPullRequest(request)).toEqual(opened);
    expect(await forge.findPullRequest(request.branch)).toEqual({
      state: 'open',
      pullRequest: opened,
    });
    const path = '/api/v3/repos/acme/registry/pulls';
    const asked = `GET ${path} acme:${request.branch}`;
    expect(github.requests).toEqual([asked, asked, `POST ${path} `, asked, asked]);
    expect([...github.tokens]).toEqual([`token ${token}`]);
  });

  test('that was closed is not the one; nor that of a fork or another branch', async () => {
    const github = await mockedForge();
    const head = request.branch;
    github.pulls.push(
      { head, from: 'acme/registry', state: 'closed' },
      { head, from: 'evil/registry', state: 'closed' },
      { head: `x${head}`, from: 'acme/registry', state: 'open' },
    );
    expect(await github.forge().findPullRequest(head)).toEqual({ state: 'closed' });
    github.pulls[1] = { head, from: 'evil/registry', state: 'open' };
    expect(await github.forge().findPullRequest(head)).toEqual({ state: 'closed' });
  });

  test('that somebody else opens at the same time is given back', async () => {
    let isFirst = true;
    const github = await mockedForge(({ method }) => {
      if (method === 'POST' && isFirst) {
        isFirst = false;
        github.pulls.push({ head: request.branch, from: 'Acme/Registry', state: 'open' });
      }
      return false;
    });
    expect(await github.forge().openPullRequest(request)).toEqual(opened);
  });
});

describe('a refusal says what GitHub said, and what the token needs:', () => {
  test.each([
    [401, 'Bad credentials', /expired/],
    [403, 'Resource not accessible by personal access token', /Pull requests: write/],
    [404, 'Not Found', /Pull requests: write/],
    [422, 'Validation Failed: No commits between main and publish', /base branch/],
    [410, 'Gone', /nothing was opened/],
  ])('%i', async (status, message, hint) => {
    const github = await mockedForge(answering(status, { message }));
    const refusal: unknown = await github
      .forge()
      .openPullRequest(request)
      .catch((e: unknown) => e);
    expect(refusal).toMatchObject({
      code: 'FORGE_REFUSED',
      message: expect.stringContaining(message) as string,
      hint: expect.stringMatching(hint) as string,
    });
    expect(inspect(refusal, { depth: 20, showHidden: true })).not.toContain(token);
    expect(github.requests).toHaveLength(1);
    expect(github.naps).toEqual([]);
  });

  test('an answer without a pull request', async () => {
    const github = await mockedForge(({ method }, response) => {
      if (method !== 'POST') return false;
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id": 1}');
      return true;
    });
    await expect(github.forge().openPullRequest(request)).rejects.toMatchObject({
      code: 'FORGE_REFUSED',
    });
  });
});

describe('a rate limit', () => {
  const limits = [
    [403, { 'retry-after': '7' }, 'You have exceeded a secondary rate limit.', 7000],
    [429, { 'retry-after': '1' }, 'Too many', 1000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': resetIn(20) }, 'limit', 21_000],
    [403, {}, 'You have exceeded a secondary rate limit.', 60_000],
    [429, {}, 'Slow down', 60_000],
  ] as const;

  test.each(limits)('of %i with %j is waited for', async (status, headers, message, nap) => {
    let left = 2;
    const limited = answering(status, { message }, headers);
    const github = await mockedForge((...both) => left-- > 0 && limited(...both));
    expect(await github.forge().openPullRequest(request)).toEqual(opened);
    expect(github.naps).toEqual([nap, nap]);
  });

  test('that does not end is waited for twice', async () => {
    const github = await mockedForge(answering(429, { message: 'no' }, { 'retry-after': '1' }));
    await expect(github.forge().openPullRequest(request)).rejects.toMatchObject({
      code: 'FORGE_UNREACHABLE',
      exitCode: 3,
    });
    expect(github.requests).toHaveLength(3);
  });

  test('that lasts longer than anybody waits is said at once', async () => {
    const github = await mockedForge(answering(403, { message: 'no' }, { 'retry-after': '3600' }));
    await expect(github.forge().openPullRequest(request)).rejects.toMatchObject({
      code: 'FORGE_UNREACHABLE',
      hint: expect.stringContaining('3600 seconds') as string,
    });
    expect(github.naps).toEqual([]);
  });
});

describe('GitHub that does not answer is FORGE_UNREACHABLE:', () => {
  test.each([
    ['an error of its own', answering(502, { message: 'Bad gateway' })],
    ['a cut connection', (_: unknown, response: ServerResponse) => !!response.destroy()],
  ])('%s', async (_, before) => {
    const github = await mockedForge(before);
    const refusal: unknown = await github
      .forge()
      .openPullRequest(request)
      .catch((e: unknown) => e);
    expect(refusal).toMatchObject({ code: 'FORGE_UNREACHABLE' });
    expect(inspect(refusal, { depth: 20, showHidden: true })).not.toContain(token);
  });
});

describe('which forge', () => {
  const asked: string[] = [];
  const forge = (options: Partial<ForgeOptions>) =>
    forgeOf({
      remoteUrl: 'https://github.com/acme/registry.git',
      fetch: (url) => {
        asked.push(url);
        return Promise.reject(new TypeError('no network in tests'));
      },
      now: () => present,
      sleep: () => Promise.resolve(),
      ...options,
    });

  test.each([
    ['git@github.com:acme/registry.git', 'github', 'https://api.github.com/repos/acme/registry'],
    ['ssh://git@ssh.github.com:443/acme/registry', 'github', 'https://api.github.com/repos/acme'],
    ['https://acme.ghe.com/acme/registry', 'github', 'https://api.acme.ghe.com/repos/acme'],
    ['https://u:p@gitlab.com/acme/web/registry.git', 'gitlab', undefined],
    ['git@git.acme.example:acme/registry.git', 'none', undefined],
    ['https://github.com.evil.example/acme/registry', 'none', undefined],
    ['/srv/git/registry.git', 'none', undefined],
  ])('of %s', async (remoteUrl, name, api) => {
    const found = forge({ remoteUrl, token });
    expect(found.name).toBe(name);
    asked.length = 0;
    await found.findPullRequest('publish/ui-1.0.0').catch(() => undefined);
    expect(asked[0]?.startsWith(api ?? '\0') ?? api === undefined).toBe(true);
  });

  test('an API of one’s own decides it', () => {
    const remoteUrl = 'git@git.acme.example:acme/registry.git';
    const name = (apiUrl: string) => forge({ remoteUrl, apiUrl, token }).name;
    expect(name('https://git.acme.example/api/v3')).toBe('github');
    expect(name('https://git.acme.example/gitlab/api/v4/')).toBe('gitlab');
  });

  test.each([
    ['GitHub without a token', { token: '' }],
    ['a group on GitHub', { token, remoteUrl: 'https://github.com/a/b/c' }],
    ['an API that would see the token', { token, apiUrl: 'http://git.acme.example/api/v3' }],
    ['an API with a password', { token, apiUrl: 'https://u:p@git.acme.example/api/v3' }],
    ['an API of nobody', { token, apiUrl: 'https://git.acme.example/' }],
    ['an API of a folder', { token, remoteUrl: '/srv/x', apiUrl: 'https://a.example/api/v3' }],
  ])('is refused: %s', (_, options) => {
    expect(() => forge(options)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  test('none: the branch waits for somebody', async () => {
    const none = forge({ remoteUrl: '/srv/git/registry.git' });
    expect(none.pushOptions(request)).toEqual([]);
    expect(await none.openPullRequest(request)).toEqual({
      url: undefined,
      text: 'The branch publish/@acme/ui-1.0.0 waits for somebody to merge it.',
    });
  });
});

function answering(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
    return true;
  };
}

function resetIn(seconds: number): string {
  return String(present.getTime() / 1000 + seconds);
}
