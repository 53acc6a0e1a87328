// The action `review`, started as a runner does: it judges what it never checks out.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readReviewFile } from '../../src/review/review-file.ts';
import { createRepository, type GitRepository, openRepository } from '../support/git-repository.ts';
import { listen } from '../support/loopback-server.ts';
import { type ActionOutcome, type ActionOptions, runAction } from '../support/run-action.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const manifest = {
  name: '@acme/ui',
  version: '1.0.0',
  description: 'Buttons and forms.',
  license: 'MIT',
  repository: 'https://git.acme.example/ui.git',
  main: 'index.js',
};
const tarball = packageTarball({ manifest, files: { 'index.js': 'export {};\n' } });
const path = 'packages/@acme/ui/ui-1.0.0.tgz';

interface Desk {
  /** The checkout of the base. */
  readonly checkout: GitRepository;
  readonly base: string;
  /** Pushes a commit as pull request 7, which the checkout has not. */
  open(files: Readonly<Record<string, Uint8Array | string>>): Promise<string>;
  run(head: string, options?: Partial<ActionOptions>): Promise<ActionOutcome>;
}

async function createDesk(): Promise<Desk> {
  const origin = await createRepository({ bare: true });
  const fork = await createRepository();
  await fork.write('stillpack.json', JSON.stringify({ url: 'https://npm.acme.example/' }));
  await fork.write('.gitattributes', '*.tgz -text -diff\n');
  await fork.write('packages/.gitkeep', '');
  const base = await fork.commit('Begin');
  await fork.git('push', '-q', origin.dir, 'main');
  const dir = await temporaryDirectory();
  await origin.git('clone', '-q', origin.dir, dir);
  return {
    checkout: openRepository(dir),
    base,
    async open(files) {
      for (const [file, bytes] of Object.entries(files)) await fork.write(file, bytes);
      const head = await fork.commit('Publish');
      await fork.git('push', '-q', '--force', origin.dir, 'HEAD:refs/pull/7/head');
      return head;
    },
    run: (head, options = {}) => {
      const commits = { base: { sha: base }, head: { sha: head } };
      const event = { pull_request: { number: 7, ...commits, user: { login: 'mira' } } };
      return runAction('review', { cwd: dir, event, ...options });
    },
  };
}

const levelOf = (run: ActionOutcome): ReadonlySet<string> =>
  new Set(
    (JSON.parse(run.outputs['findings'] ?? '') as { level: string }[]).map((each) => each.level),
  );

describe('a pull request', () => {
  test('that needs a person ends well, and says so', async () => {
    const desk = await createDesk();
    const head = await desk.open({ [path]: tarball });
    const run = await desk.run(head);
    expect(run.outputs['verdict']).toBe('person');
    expect(run.code).toBe(0);
    expect(levelOf(run)).toContain('person');
    expect(levelOf(run)).not.toContain('block');
    expect(run.outputs['packages']).toBe('["@acme/ui@1.0.0"]');
    const warning = /^::warning .*file=packages\/@acme\/ui\/ui-1\.0\.0\.tgz/;
    expect(run.commands).toContainEqual(expect.stringMatching(warning));
    expect(run.summary).not.toBe('');
  });

  test('that may not be merged fails the job, with outputs and a report all the same', async () => {
    const desk = await createDesk();
    const head = await desk.open({ [path]: tarball, 'packages/@acme/ui/virus.exe': 'MZ' });
    const folder = await temporaryDirectory();
    const run = await desk.run(head, { inputs: { 'report-folder': folder } });
    expect(run.code).toBe(1);
    expect(run.outputs['verdict']).toBe('block');
    expect(run.outputs['report-path']).toBe(folder);
    const error = /^::error .*file=packages\/@acme\/ui\/virus\.exe/;
    expect(run.commands).toContainEqual(expect.stringMatching(error));
    const { file, fault } = await readReviewFile(folder);
    expect(fault).toBeUndefined();
    expect(file).toMatchObject({
      pullRequest: 7,
      report: { base: desk.base, head, verdict: 'block' },
    });
  });

  test('that changes nothing passes', async () => {
    const desk = await createDesk();
    const run = await desk.run(await desk.open({}));
    expect(run.outputs).toMatchObject({ verdict: 'pass', findings: '[]', packages: '[]' });
    expect(run.code).toBe(0);
  });

  test('is neither checked out nor given a ref', async () => {
    const desk = await createDesk();
    const { dir } = desk.checkout;
    const git = (...args: readonly string[]): Promise<string> => desk.checkout.git(...args);
    const state = async (): Promise<string> =>
      [
        await git('rev-parse', 'HEAD'),
        await git('for-each-ref'),
        await git('status', '--porcelain', '--ignored'),
        await readFile(join(dir, '.git/config'), 'utf8'),
      ].join('\n');
    const before = await state();
    const head = await desk.open({ [path]: tarball, '.gitattributes': '* filter=evil\n' });
    const run = await desk.run(head);
    expect(run.outputs['verdict']).not.toBe('');
    expect(await state()).toBe(before);
    expect(await git('cat-file', '-t', head)).toBe('commit');
  });

  test('that was pushed again meanwhile is left to the run for what is there now', async () => {
    const desk = await createDesk();
    await desk.open({ [path]: tarball });
    const run = await desk.run('c'.repeat(40));
    expect(run.code).toBe(1);
    expect(run.commands[0]).toMatch(/^::error title=FETCH_FAILED::/);
    expect(run.outputs).toEqual({ verdict: '', findings: '[]', packages: '[]', 'report-path': '' });
  });
});

test('commits can be named; without them and without a pull request there is nothing to review', async () => {
  const desk = await createDesk();
  const inputs = { base: desk.base, head: desk.base };
  const named = await desk.run('', { inputs, event: {} });
  expect(named.outputs['verdict']).toBe('pass');
  expect(await desk.run('', { event: {} })).toMatchObject({
    code: 1,
    commands: [expect.stringMatching(/^::error title=OPTION_INVALID::.*base/)],
  });
});

describe('the token', () => {
  const token = 'ghs_secretsecretsecretsecretsecretsecret';

  async function fetchFrom(trusted: (url: string) => string): Promise<{
    readonly run: ActionOutcome;
    readonly shown: ReadonlySet<string | undefined>;
  }> {
    const desk = await createDesk();
    const shown = new Set<string | undefined>();
    const url = await listen((request, response) => {
      shown.add(request.headers.authorization);
      response.writeHead(404).end();
    });
    await desk.checkout.git('remote', 'set-url', 'origin', `${url}/acme/registry.git`);
    // As a checkout leaves it.
    const left = `http.${url}/.extraheader`;
    await desk.checkout.git('config', left, 'Authorization: Basic bGVmdA==');
    const env = { GITHUB_SERVER_URL: trusted(url) };
    const run = await desk.run('c'.repeat(40), { inputs: { token }, env });
    return { run, shown };
  }

  test('is shown to the server of the workflow, by git alone, and by nothing else', async () => {
    const { run, shown } = await fetchFrom((url) => url);
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    expect(shown).toEqual(new Set([`Basic ${basic}`]));
    expect(run.stdout).toContain(`::add-mask::${token}`);
    const said = `${run.stdout}${run.stderr}${run.summary}${JSON.stringify(run.outputs)}`;
    expect(said.replaceAll(`::add-mask::${token}`, '')).not.toContain(token);
    expect(said.replaceAll(`::add-mask::${basic}`, '')).not.toContain(basic);
  });

  test('is shown to no other server', async () => {
    const { shown } = await fetchFrom(() => 'https://github.example');
    expect(shown).toEqual(new Set(['Basic bGVmdA==']));
  });
});
