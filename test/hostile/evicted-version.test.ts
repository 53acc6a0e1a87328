// What is published stays: nothing that a later commit adds can remove it, or take its place.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { testEnv } from '../support/test-engine.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const first = 'packages/plain/plain-1.0.0.tgz';

function tarball(text: string, name = 'plain', version = '1.0.0'): Uint8Array {
  return packageTarball({ manifest: { name, version }, files: { 'index.js': text } });
}

/** The tarballs and problems of a build. */
async function built(repository: GitRepository, folder?: string, host = 'static') {
  const out = folder ?? join(await temporaryDirectory(), 'out');
  const { problems } = await build({
    repo: repository.dir,
    out,
    cacheDir: '/nonexistent',
    url: 'https://npm.acme.example/',
    host,
    engine: 'git',
    env: testEnv,
  });
  const files = await readdir(out, { recursive: true });
  return {
    tarballs: files.filter((file) => file.endsWith('.tgz')).toSorted(),
    problems: problems.map(({ code, path }) => `${code} ${path}`),
  };
}

async function publishedPlain(): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.write(first, tarball('first'));
  await repository.commit('Publish plain', { date: '2024-03-05T00:00:00Z' });
  return repository;
}

test.each(['plain-v1.0.0.tgz', 'plain-=1.0.0.tgz', 'plain-1.0.0+b.tgz'])(
  'a second file of the version, %s, does not remove it',
  async (fileName) => {
    const repository = await publishedPlain();
    await repository.write(`packages/plain/${fileName}`, tarball('second'));
    await repository.commit('Add another', { date: '1970-01-01T00:00:00Z' });
    expect(await built(repository)).toEqual({
      tarballs: ['-/t/plain/plain-1.0.0.tgz'],
      problems: [`VERSION_CHANGED packages/plain/${fileName}`],
    });
  },
);

test('a second file does not remove a version whose file was renamed since', async () => {
  const repository = await publishedPlain();
  await repository.write(first, undefined);
  await repository.write('packages/plain/plain-v1.0.0.tgz', tarball('first'));
  await repository.commit('Move it');
  await repository.write(first, tarball('second'));
  await repository.commit('Put another in its place');
  expect(await built(repository)).toEqual({
    tarballs: ['-/t/plain/plain-1.0.0.tgz'],
    problems: [`VERSION_CHANGED ${first}`],
  });
});

test('two files that come in one commit are no version, until one of them is gone', async () => {
  const repository = await createRepository();
  const second = 'packages/plain/plain-v1.0.0.tgz';
  await repository.write(first, tarball('first'));
  await repository.write(second, tarball('second'));
  await repository.commit('Publish plain twice');
  expect(await built(repository)).toEqual({
    tarballs: [],
    problems: [`VERSION_DUPLICATE ${first}`, `VERSION_CHANGED ${second}`],
  });

  await repository.write(second, undefined);
  await repository.commit('Keep the first');
  expect(await built(repository)).toEqual({
    tarballs: ['-/t/plain/plain-1.0.0.tgz'],
    problems: [],
  });

  await repository.write(second, tarball('second'));
  await repository.commit('Bring the second back');
  expect(await built(repository)).toEqual({
    tarballs: ['-/t/plain/plain-1.0.0.tgz'],
    problems: [`VERSION_CHANGED ${second}`],
  });
});

test('a name that differs in case only does not remove the package that was there', async () => {
  const repository = await publishedPlain();
  await repository.write('packages/Plain/Plain-1.0.0.tgz', tarball('second', 'Plain'));
  await repository.commit('Add another', { date: '1970-01-01T00:00:00Z' });
  expect(await built(repository)).toEqual({
    tarballs: ['-/t/plain/plain-1.0.0.tgz'],
    problems: ['OUTPUT_CLASH packages/Plain'],
  });
});

test('nor does it after the first version was removed, for the name was there before', async () => {
  const repository = await publishedPlain();
  await repository.write('packages/Plain/Plain-1.0.0.tgz', tarball('second', 'Plain'));
  await repository.commit('Add another');
  await repository.write('packages/plain/plain-2.0.0.tgz', tarball('third', 'plain', '2.0.0'));
  await repository.write(first, undefined);
  await repository.commit('Replace the first version');
  expect(await built(repository)).toEqual({
    tarballs: ['-/t/plain/plain-2.0.0.tgz'],
    problems: ['OUTPUT_CLASH packages/Plain'],
  });
});

test('a version that differs in case only does not remove the one that was there', async () => {
  const repository = await createRepository();
  const publish = async (version: string, date: string): Promise<void> => {
    const path = `packages/plain/plain-${version}.tgz`;
    await repository.write(path, tarball(version, 'plain', version));
    await repository.commit(`Publish ${version}`, { date });
  };
  await publish('1.0.0-rc', '2024-03-05T00:00:00Z');
  // Two commits that claim to be older: the parent of the second does not keep it from being dated back.
  await publish('0.9.0', '1970-01-01T00:00:00Z');
  await publish('1.0.0-RC', '1970-01-01T00:00:00Z');
  expect(await built(repository)).toEqual({
    tarballs: ['-/t/plain/plain-0.9.0.tgz', '-/t/plain/plain-1.0.0-rc.tgz'],
    problems: ['OUTPUT_CLASH packages/plain'],
  });
});

test('a file outside packages/ holds neither a version nor a name', async () => {
  const repository = await createRepository();
  await repository.write('docs/plain/plain-1.0.0.tgz', 'squatted');
  await repository.write('docs/Plain/Plain-0.0.1.tgz', 'squatted');
  await repository.write('packages/other/plain/plain-1.0.0.tgz', 'squatted');
  await repository.commit('Squat');
  await repository.write(first, tarball('first'));
  await repository.commit('Publish plain');
  await repository.write('packages/Plain/Plain-2.0.0.tgz', tarball('x', 'Plain', '2.0.0'));
  await repository.commit('Publish Plain');
  const { tarballs, problems } = await built(repository);
  expect(tarballs).toEqual(['-/t/plain/plain-1.0.0.tgz']);
  expect(problems).toContain('OUTPUT_CLASH packages/Plain');
});

test('a name that was given up does not evict the one that was taken meanwhile', async () => {
  const repository = await createRepository();
  await repository.write('packages/Plain/Plain-0.0.1.tgz', 'junk');
  await repository.commit('Squat');
  await repository.write('packages/Plain/Plain-0.0.1.tgz', undefined);
  await repository.commit('Give up');
  await repository.write(first, tarball('first'));
  await repository.commit('Publish plain');
  await repository.write('packages/Plain/Plain-2.0.0.tgz', tarball('x', 'Plain', '2.0.0'));
  await repository.commit('Come back');
  const { tarballs, problems } = await built(repository);
  expect(tarballs).toEqual(['-/t/plain/plain-1.0.0.tgz']);
  expect(problems).toEqual(['OUTPUT_CLASH packages/Plain']);
});

test('nor does a spelling of a version that was given up', async () => {
  const repository = await createRepository();
  await repository.write('packages/plain/plain-1.0.0-RC.tgz', 'junk');
  await repository.commit('Squat');
  await repository.write('packages/plain/plain-1.0.0-RC.tgz', undefined);
  await repository.commit('Give up');
  await repository.write('packages/plain/plain-1.0.0-rc.tgz', tarball('rc', 'plain', '1.0.0-rc'));
  await repository.commit('Publish rc');
  await repository.write('packages/plain/plain-1.0.0-RC.tgz', 'junk');
  await repository.commit('Come back');
  const { tarballs, problems } = await built(repository);
  expect(tarballs).toEqual(['-/t/plain/plain-1.0.0-rc.tgz']);
  expect(problems).toEqual(['OUTPUT_CLASH packages/plain']);
});

test('a history that was rewritten with other bytes is noticed by whoever built the first ones', async () => {
  const repository = await publishedPlain();
  const out = join(await temporaryDirectory(), 'out');
  await built(repository, out);
  await repository.write('packages/plain/plain-1.1.0.tgz', tarball('next', 'plain', '1.1.0'));
  await repository.write(first, tarball('second'));
  await repository.commit('Publish plain', { date: '2024-03-05T00:00:00Z', amend: true });
  expect(await built(repository, out)).toEqual({
    tarballs: ['-/t/plain/plain-1.1.0.tgz'],
    problems: ['HISTORY_REWRITTEN .', `VERSION_CHANGED ${first}`],
  });
  // Also when the version was gone meanwhile.
  expect((await built(repository, out)).problems).toEqual([`VERSION_CHANGED ${first}`]);
  await repository.write(first, tarball('first'));
  await repository.commit('Publish plain', { date: '2024-03-05T00:00:00Z', amend: true });
  expect((await built(repository, out)).tarballs).toEqual([
    '-/t/plain/plain-1.0.0.tgz',
    '-/t/plain/plain-1.1.0.tgz',
  ]);
});

test('bytes of a rewritten history are not published by another host either', async () => {
  const repository = await publishedPlain();
  const out = join(await temporaryDirectory(), 'out');
  await built(repository, out);
  await repository.write(first, tarball('second'));
  await repository.commit('Publish plain', { date: '2024-03-05T00:00:00Z', amend: true });
  for (const host of ['github-pages', 'nginx']) {
    const { tarballs, problems } = await built(repository, out, host);
    expect(tarballs).toEqual([]);
    expect(problems).toContain(`VERSION_CHANGED ${first}`);
  }
});

test('an output folder that the commit has files in is refused', async () => {
  const repository = await publishedPlain();
  const out = join(repository.dir, 'public');
  await built(repository, out);
  await repository.write('public/index.html', 'planted');
  await repository.commit('Plant');
  await expect(built(repository, out)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
});
