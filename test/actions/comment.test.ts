// The action `comment`, started as a runner does, against a mock of GitHub: what of a stranger's report it believes.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/review/finding.ts';
import { finding } from '../../src/review/finding.ts';
import type { ReviewReport } from '../../src/review/review-report.ts';
import {
  type MockAnswer,
  type MockGithub,
  mockGithub,
  mockLogin,
  type MockPull,
} from '../support/mock-github.ts';
import { type ActionOutcome, runAction } from '../support/run-action.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const sha = 'a'.repeat(40);
const other = 'b'.repeat(40);
const token = 'ghs_secretsecretsecretsecretsecretsecret';
const path = 'packages/@acme/ui/ui-2.0.0.tgz';
const person = finding('name-new', { path, message: 'The name is new.' });
const block = finding('files-unexpected', { path, message: 'It is no package.' });
const marker = '<!-- stillpack-review -->';

function fileOf(findings: readonly Finding[], verdict: string): object {
  const commits = { base: other, head: sha };
  const report = { ...commits, verdict, isByOwner: false, findings, packages: [], others: [] };
  return { schema: 1, pullRequest: 1, report };
}

const event = {
  repository: { full_name: 'acme/registry' },
  workflow_run: {
    event: 'pull_request',
    head_sha: sha,
    head_branch: 'publish',
    head_repository: { full_name: 'stranger/registry' },
  },
};

interface Desk extends MockGithub {
  readonly folder: string;
  /** Writes review.json: text as it is, anything else as JSON. */
  put(file: unknown): Promise<void>;
  run(options?: {
    readonly inputs?: Readonly<Record<string, string>>;
    readonly event?: unknown;
  }): Promise<ActionOutcome>;
}

async function createDesk(pull: Partial<MockPull> = {}, before?: MockAnswer): Promise<Desk> {
  const github = await mockGithub(before);
  const cwd = await temporaryDirectory();
  const folder = join(cwd, 'review');
  await mkdir(folder);
  const usual = { head: 'publish', from: 'stranger/registry', state: 'open' as const, sha };
  github.pulls.push({ ...usual, files: [path], ...pull });
  return {
    ...github,
    folder,
    put: (file) =>
      writeFile(
        join(folder, 'review.json'),
        typeof file === 'string' ? file : JSON.stringify(file),
      ),
    run: ({ inputs = {}, event: given = event } = {}) =>
      runAction('comment', {
        cwd,
        inputs: { 'report-path': 'review', token, ...inputs },
        event: given,
        env: { GITHUB_API_URL: github.api, GITHUB_GRAPHQL_URL: github.graphql },
      }),
  };
}

/** Requests that change something on GitHub. */
function changesIn({ requests }: MockGithub): readonly string[] {
  return requests.filter((request) => !/^GET |graphql/.test(request));
}

describe('a report of the pull request as it is', () => {
  test('becomes one comment, which the next report updates, and a label that goes with its reason', async () => {
    const desk = await createDesk();
    await desk.put(fileOf([person], 'person'));
    const first = await desk.run();
    expect(first.stderr).toContain('commented on pull request 1');
    expect(first.code).toBe(0);
    expect(first.outputs).toEqual({
      posted: 'true',
      reason: '',
      url: 'https://github.example/acme/registry/pull/1#issuecomment-1',
      'pull-request': '1',
    });
    expect(desk.comments).toMatchObject([{ pull: 1, login: mockLogin }]);
    expect(desk.comments[0]?.body.startsWith(marker)).toBe(true);
    expect(desk.comments[0]?.body).not.toContain('can forge');
    expect(desk.labels).toEqual(['needs a person']);
    expect(desk.pulls[0]?.labels).toEqual(['needs a person']);

    const before = desk.comments[0]?.body;
    await desk.put(fileOf([], 'pass'));
    const second = await desk.run();
    expect(second.outputs).toEqual(first.outputs);
    expect(desk.comments).toHaveLength(1);
    expect(desk.comments[0]?.body).not.toBe(before);
    expect(desk.pulls[0]?.labels).toEqual([]);
  });

  test('sets the label of what may not be merged, where there is one', async () => {
    const desk = await createDesk({ labels: ['needs a person'] });
    desk.labels.push('needs a person');
    await desk.put(fileOf([block], 'block'));
    expect((await desk.run({ inputs: { 'block-label': 'blocked' } })).code).toBe(0);
    expect(desk.pulls[0]?.labels).toEqual(['blocked']);
  });

  test('keeps the label of what may not be merged, where another report may be forged', async () => {
    const files = [path, '.github/workflows/review.yml'];
    const desk = await createDesk({ labels: ['blocked'], files });
    await desk.put(fileOf([], 'pass'));
    expect((await desk.run({ inputs: { 'block-label': 'blocked' } })).code).toBe(0);
    expect(desk.pulls[0]?.labels).toEqual(['blocked', 'needs a person']);
  });

  test('says nothing once the files that GitHub lists are those of another commit', async () => {
    const desk = await createDesk({}, (request) => {
      if (request.url?.includes('/pulls/1/files') === true && pull !== undefined) pull.sha = other;
      return false;
    });
    const [pull] = desk.pulls;
    await desk.put(fileOf([], 'pass'));
    expect((await desk.run()).outputs['reason']).toContain('has moved on');
    expect(changesIn(desk)).toEqual([]);
  });

  test('leaves the comments of others alone, whatever they hold', async () => {
    const desk = await createDesk();
    const theirs = { pull: 1, login: 'stranger', body: `${marker}\n\nAll is well.` };
    const quoted = { pull: 1, login: mockLogin, body: `> ${marker}` };
    desk.comments.push({ ...theirs }, { ...quoted });
    await desk.put(fileOf([person], 'person'));
    await desk.run();
    await desk.run();
    expect(desk.comments.slice(0, 2)).toEqual([theirs, quoted]);
    expect(desk.comments).toHaveLength(3);
  });

  test('finds its comment behind many others', async () => {
    const desk = await createDesk();
    const own = { pull: 1, login: mockLogin, body: `${marker}\n\nOld.` };
    const others = Array.from({ length: 130 }, () => ({ pull: 1, login: 'mira', body: 'Nice.' }));
    desk.comments.push(...others, own);
    await desk.put(fileOf([person], 'person'));
    await desk.run();
    expect(desk.comments).toHaveLength(131);
    expect(desk.comments[130]?.body).not.toContain('Old.');
  });

  test('keeps the token out of the log', async () => {
    const desk = await createDesk();
    await desk.put(fileOf([person], 'person'));
    const { stdout, stderr } = await desk.run();
    expect(stdout).toContain(`::add-mask::${token}`);
    expect((stdout + stderr).replaceAll(`::add-mask::${token}`, '')).not.toContain(token);
    expect([...desk.tokens]).toEqual([`token ${token}`]);
  });
});

describe('a pull request that may have changed the review', () => {
  test.each([
    ['a workflow', [...Array<string>(120).fill(path), '.github/workflows/review.yml']],
    ['what only looks like a package', ['packages.json']],
    ['more files than GitHub lists', Array<string>(3100).fill(path)],
  ])('as with %s, is said to be one first, and waits for a person', async (_, files) => {
    const desk = await createDesk({ files });
    await desk.put(fileOf([], 'pass'));
    expect((await desk.run()).outputs['posted']).toBe('true');
    const [first, warning] = desk.comments[0]?.body.split('\n\n') ?? [];
    expect(first).toBe(marker);
    expect(warning).toContain('can forge what follows');
    expect(desk.pulls[0]?.labels).toEqual(['needs a person']);
  });
});

/** What must lead to nothing but a reason. */
function expectNothing(desk: Desk, run: ActionOutcome, reason: RegExp): void {
  expect(run.outputs['reason']).toMatch(reason);
  expect(run.outputs).toMatchObject({ posted: 'false', url: '', 'pull-request': '' });
  expect(run.code).toBe(0);
  expect(run.commands).toHaveLength(1);
  expect(run.commands[0]).toMatch(/^::warning title=stillpack::Nothing was commented\. /);
  expect(changesIn(desk)).toEqual([]);
}

describe('nothing is done', () => {
  const good = fileOf([person], 'person');
  test.each<[string, Partial<MockPull>, RegExp]>([
    ['for one that is closed', { state: 'closed' }, /not open/],
    ['for one that has moved on', { sha: other }, /moved on/],
    ['for one of another fork', { from: 'mira/registry' }, /not the one/],
    ['for one of another branch', { head: 'main' }, /not the one/],
  ])('%s', async (_, pull, reason) => {
    const desk = await createDesk(pull);
    await desk.put(good);
    expectNothing(desk, await desk.run(), reason);
  });

  test('for the number of somebody else’s pull request, or of none', async () => {
    const desk = await createDesk();
    desk.pulls.push({ head: 'publish', from: 'mira/registry', state: 'open', sha: other });
    await desk.put({ ...good, pullRequest: 2 });
    expectNothing(desk, await desk.run(), /not the one/);
    await desk.put({ ...good, pullRequest: 3 });
    expectNothing(desk, await desk.run(), /no pull request 3/);
  });

  test('for a report of another commit', async () => {
    const desk = await createDesk();
    const report = { ...(Reflect.get(good, 'report') as ReviewReport), head: other };
    await desk.put({ ...good, report });
    expectNothing(desk, await desk.run(), /another commit/);
  });

  test.each([
    [{}, /no workflow_run/],
    [{ ...event, workflow_run: { ...event.workflow_run, event: 'push' } }, /not run for a pull/],
    [{ ...event, workflow_run: { ...event.workflow_run, head_repository: null } }, /workflow_run/],
  ])('for the event %j', async (given, reason) => {
    const desk = await createDesk();
    await desk.put(good);
    expectNothing(desk, await desk.run({ event: given }), reason);
  });

  test('for a report that is none', async () => {
    const desk = await createDesk();
    await desk.put({ ...good, run: 'rm -rf /' });
    expectNothing(desk, await desk.run(), /"run" .*is not a known key/);
    expect(desk.requests).toEqual([]);
  });
});

test('hostile texts give the runner no command, and the comment no mention, link or markup', async () => {
  const desk = await createDesk();
  const evil =
    '\n::error::x\n##[add-path]/tmp\u202e @mira <img src=x> [a](https://evil.example) fixes #1';
  const hostile: Finding = {
    ...{ check: 'name-new', level: 'person', line: 1, advice: evil },
    ...{ path: `packages/${evil}`, file: evil, message: evil, detail: evil },
  };
  await desk.put(fileOf([hostile], 'person'));
  const run = await desk.run();
  expect(run.outputs['posted']).toBe('true');
  expect(run.commands).toEqual([]);
  const body = desk.comments[0]?.body ?? '';
  expect(body).not.toContain('\u202e');
  // What stands in code is text.
  const shown = body.replace(/^(`{3,})[^`]*\n[^]*?\n\1$/gm, '').replace(/(`+)[^]*?\1/g, '');
  expect(shown).not.toMatch(/<img|(?<!\\)@mira|\]\(https:\/\/evil/);
  // And a fault that quotes it.
  await desk.put({ ...fileOf([], 'pass'), '::error::x\n##[group]': 1 });
  const refused = await desk.run();
  expect(refused.outputs['posted']).toBe('false');
  expect(refused.commands).toHaveLength(1);
  expect(refused.commands[0]).not.toContain('##[');
});

test('a token without rights fails the job with what it needs', async () => {
  const github = await mockGithub((_request, response) => {
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end('{"message":"Resource not accessible by integration"}');
    return true;
  });
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, 'review.json'), JSON.stringify(fileOf([person], 'person')));
  const run = await runAction('comment', {
    cwd,
    inputs: { 'report-path': '.', token },
    event,
    env: { GITHUB_API_URL: github.api, GITHUB_GRAPHQL_URL: github.graphql },
  });
  expect(run.code).toBe(1);
  expect(run.commands[0]).toMatch(/^::error title=FORGE_REFUSED::.*Pull requests: write/);
  expect(run.outputs).toMatchObject({ posted: 'false', url: '' });
});
