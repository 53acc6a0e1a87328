// The action `upload`, started as a runner does, against git's own server and a mock of GitHub.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveGit } from '../support/git-http-server.ts';
import { createRepository, git, openRepository } from '../support/git-repository.ts';
import { mockGithub, type MockGithub } from '../support/mock-github.ts';
import { type ActionOutcome, runAction } from '../support/run-action.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const token = 'ghs_secretsecretsecretsecretsecretsecret';

interface Desk {
  readonly github: MockGithub;
  /** The workspace. */
  readonly cwd: string;
  /** A branch's newest commit. */
  tip(branch: string): Promise<string>;
  /** What a branch holds below packages/. */
  list(branch: string): Promise<string>;
  put(file: string, manifest: object): Promise<void>;
  /** A package that nobody has packed yet. */
  putFolder(folder: string, manifest: object): Promise<void>;
  run(inputs: Readonly<Record<string, string>>): Promise<ActionOutcome>;
}

async function createDesk(): Promise<Desk> {
  const folder = await temporaryDirectory();
  const dir = join(folder, 'acme/registry.git');
  const work = await createRepository();
  await work.write('stillpack.json', '{}\n');
  await work.commit('Begin');
  await git(folder, ['clone', '-q', '--bare', work.dir, dir]);
  const remote = openRepository(dir);
  const server = await serveGit(folder);
  const github = await mockGithub();
  const cwd = await temporaryDirectory();
  return {
    github,
    cwd,
    tip: (branch) => remote.oid(branch),
    list: (branch) => remote.git('ls-tree', '-r', '--name-only', branch, 'packages'),
    async put(file, manifest) {
      // As a build leaves it: never a part of it.
      await writeFile(join(cwd, 'part'), packageTarball({ manifest }));
      await rename(join(cwd, 'part'), join(cwd, file));
    },
    async putFolder(name, manifest) {
      await mkdir(join(cwd, name));
      await writeFile(join(cwd, name, 'package.json'), JSON.stringify(manifest));
    },
    run: (inputs) =>
      runAction('upload', {
        cwd,
        inputs: { token, ...inputs },
        env: {
          GITHUB_SERVER_URL: new URL(server.urlOf('')).origin,
          GITHUB_API_URL: github.api,
          GITHUB_ACTOR: 'mira',
          GITHUB_ACTOR_ID: '7',
        },
      }),
  };
}

const one = { name: '@acme/ui', version: '1.0.0' };
const two = { name: 'left-pad', version: '2.0.0' };

test('tarballs become one commit of the registry; the same bytes again change nothing', async () => {
  const desk = await createDesk();
  await desk.put('ui.tgz', one);
  await desk.put('pad.tgz', two);
  const run = await desk.run({ files: 'ui.tgz\npad*.tgz\n' });
  expect(run.commands).toEqual([]);
  expect(run.code).toBe(0);
  expect(run.outputs).toEqual({
    commit: await desk.tip('main'),
    branch: 'main',
    added: '["@acme/ui@1.0.0","left-pad@2.0.0"]',
    unchanged: '[]',
    'pull-request-url': '',
  });
  expect(await desk.list('main')).toBe(
    'packages/@acme/ui/ui-1.0.0.tgz\npackages/left-pad/left-pad-2.0.0.tgz',
  );
  const again = await desk.run({ files: '*.tgz' });
  expect(again.code).toBe(0);
  expect(again.outputs).toEqual({
    commit: '',
    branch: 'main',
    added: '[]',
    unchanged: '["@acme/ui@1.0.0","left-pad@2.0.0"]',
    'pull-request-url': '',
  });
  expect(await desk.tip('main')).toBe(run.outputs['commit']);
});

test('folders are packed by the npm of the runner', async () => {
  const desk = await createDesk();
  await desk.putFolder('ui', one);
  const run = await desk.run({ files: 'ui' });
  expect(run.commands).toEqual([]);
  expect(run.outputs['added']).toBe('["@acme/ui@1.0.0"]');
  expect(await desk.list('main')).toBe('packages/@acme/ui/ui-1.0.0.tgz');
});

test('the scripts of a folder are shown no token', async () => {
  const desk = await createDesk();
  const prepack = 'node -p "Object.entries(process.env).join()" > env.txt';
  await desk.putFolder('ui', { ...one, scripts: { prepack } });
  const run = await desk.run({ files: 'ui' });
  expect(run.outputs['added']).toBe('["@acme/ui@1.0.0"]');
  const seen = await readFile(join(desk.cwd, 'ui/env.txt'), 'utf8');
  expect(seen).toContain('npm_lifecycle_event,prepack');
  expect(seen).not.toContain(token);
});

test('other bytes for a version that is there are refused, with the code', async () => {
  const desk = await createDesk();
  await desk.put('ui.tgz', one);
  await desk.run({ files: 'ui.tgz' });
  const before = await desk.tip('main');
  await desk.put('ui.tgz', { ...one, description: 'Others.' });
  const run = await desk.run({ files: 'ui.tgz' });
  expect(run.code).toBe(1);
  expect(run.commands[0]).toMatch(/^::error title=VERSION_EXISTS/);
  expect(run.outputs).toEqual({
    commit: '',
    branch: '',
    added: '[]',
    unchanged: '[]',
    'pull-request-url': '',
  });
  expect(await desk.tip('main')).toBe(before);
});

test('a pull request is opened with the token, and found again', async () => {
  const desk = await createDesk();
  await desk.put('ui.tgz', one);
  const before = await desk.tip('main');
  const inputs = { files: 'ui.tgz', mode: 'pull-request', registry: 'acme/registry' };
  const run = await desk.run(inputs);
  expect(run.commands).toEqual([]);
  expect(run.outputs['pull-request-url']).toBe('https://github.example/acme/registry/pull/1');
  expect(run.outputs['added']).toBe('["@acme/ui@1.0.0"]');
  expect(await desk.tip(run.outputs['branch'] ?? '')).toBe(run.outputs['commit']);
  expect(await desk.tip('main')).toBe(before);
  expect([...desk.github.tokens]).toEqual([`token ${token}`]);
  const again = await desk.run(inputs);
  expect(again.outputs['pull-request-url']).toBe(run.outputs['pull-request-url']);
  expect(desk.github.pulls).toHaveLength(1);
});

test('the token is nowhere in the log', async () => {
  const desk = await createDesk();
  await desk.put('ui.tgz', one);
  const { stdout, stderr } = await desk.run({ files: 'ui.tgz' });
  expect(stdout).toContain(`::add-mask::${token}`);
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const said = `${stdout}${stderr}`.replaceAll(`::add-mask::${token}`, '');
  expect(said).not.toContain(token);
  expect(said).not.toContain(basic);
});

test.each([
  [{ files: 'no-such-*.tgz' }, /^::error title=[A-Z_]+.*no-such/],
  [{ files: '' }, /^::error title=OPTION_INVALID::.*files/],
  [{ files: 'ui.tgz', mode: 'push' }, /^::error title=OPTION_INVALID::.*push/],
])('%j is refused', async (inputs, error) => {
  const desk = await createDesk();
  const before = await desk.tip('main');
  const run = await desk.run(inputs);
  expect(run.code).toBe(1);
  expect(run.commands[0]).toMatch(error);
  expect(await desk.tip('main')).toBe(before);
});
