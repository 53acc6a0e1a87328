// The action `build`, started as a runner does.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { runAction } from '../support/run-action.ts';
import { packageTarball } from '../support/tarball.ts';

async function createRegistry(): Promise<GitRepository> {
  const registry = await createRepository();
  await registry.write('stillpack.json', JSON.stringify({ url: 'https://npm.acme.example/' }));
  await registry.write('.gitignore', 'public\n');
  await publish(registry, 'left-pad', '1.0.0');
  await registry.commit('Begin');
  return registry;
}

function publish(registry: GitRepository, name: string, version: string): Promise<void> {
  const bytes = packageTarball({ manifest: { name, version } });
  return registry.write(`packages/${name}/${name}-${version}.tgz`, bytes);
}

test('a healthy registry is built, and said to be', async () => {
  const registry = await createRegistry();
  const run = await runAction('build', { cwd: registry.dir });
  expect(run.code).toBe(0);
  expect(run.outputs).toEqual({
    deployable: 'true',
    status: '0',
    commit: await registry.oid('HEAD'),
    packages: '1',
    versions: '1',
    problems: '[]',
  });
  expect(run.commands).toEqual([]);
  expect(run.summary).toContain('<h3>Built</h3>');
  const packument = await readFile(join(registry.dir, 'public/left-pad'), 'utf8');
  expect(packument).toContain('https://npm.acme.example/-/t/left-pad/left-pad-1.0.0.tgz');
});

test('what one build keeps, the next one uses', async () => {
  const registry = await createRegistry();
  const env = { XDG_CACHE_HOME: join(registry.dir, '.git/cache') };
  await runAction('build', { cwd: registry.dir, env });
  await publish(registry, 'right-pad', '1.0.0');
  await registry.commit('Publish');
  const run = await runAction('build', { cwd: registry.dir, env });
  expect(run.outputs).toMatchObject({ status: '0', packages: '2' });
  expect(run.stderr).toMatch(/[1-9]\d* kept/);
});

test('a version with a problem is left out: the rest can be deployed, and the job fails', async () => {
  const registry = await createRegistry();
  await registry.write('packages/odd/odd-1.0.0.tgz', 'no tarball');
  await registry.commit('Publish');
  const run = await runAction('build', { cwd: registry.dir });
  expect(run.code).toBe(1);
  expect(run.outputs).toMatchObject({ deployable: 'true', status: '1', versions: '1' });
  expect(JSON.parse(run.outputs['problems'] ?? '')).toMatchObject([
    { severity: 'error', path: 'packages/odd/odd-1.0.0.tgz' },
  ]);
  expect(run.commands[0]).toMatch(/^::error title=\w+,file=packages\/odd\/odd-1\.0\.0\.tgz::/);
  expect(run.summary).toContain('<code>packages/odd/odd-1.0.0.tgz</code>');

  const later = await runAction('build', {
    cwd: registry.dir,
    inputs: { 'fail-on-problem': 'false' },
  });
  expect(later.code).toBe(0);
  expect(later.outputs).toEqual(run.outputs);
  // Without a registry there is nothing to go on with.
  const strict = await runAction('build', {
    cwd: registry.dir,
    inputs: { 'fail-on-problem': 'false', strict: 'true' },
  });
  expect(strict.code).toBe(1);
  expect(strict.outputs).toMatchObject({ deployable: 'false', status: '1' });
});

test('a hostile path gives the runner no command, and the page no markup', async () => {
  const registry = await createRegistry();
  const evil = 'packages/evil/::set-output name=a::b%0A::error::\n##[error]<img src=x>.tgz';
  await registry.write(evil, 'no tarball');
  await registry.commit('Publish');
  const run = await runAction('build', { cwd: registry.dir });
  expect(run.code).toBe(1);
  expect(run.outputs['problems']).toContain('set-output');
  for (const command of run.commands) expect(command).toMatch(/^::(?:error|warning) title=/);
  expect(run.stdout).not.toContain('##[');
  expect(run.summary).not.toContain('<img');
  expect(Object.keys(run.outputs).length).toBe(6);
});

test('what cannot be built fails with its code, and sets every output', async () => {
  const { dir } = await createRepository();
  const run = await runAction('build', { cwd: dir });
  expect(run.code).toBe(1);
  expect(run.commands[0]).toMatch(/^::error title=NO_COMMITS/);
  expect(run.outputs).toEqual({
    deployable: 'false',
    status: '1',
    commit: '',
    packages: '0',
    versions: '0',
    problems: '[]',
  });
});

test.each([
  [{ strict: 'yes' }, 'strict'],
  [{ out: '' }, 'out'],
])('%o is no input', async (inputs, name) => {
  const { dir } = await createRegistry();
  const run = await runAction('build', { cwd: dir, inputs });
  expect(run.code).toBe(1);
  expect(run.commands).toHaveLength(1);
  expect(run.commands[0]).toMatch(/^::error title=OPTION_INVALID::/);
  expect(run.commands[0]).toContain(name);
});
