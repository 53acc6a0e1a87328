// Tarballs that the real git-lfs keeps: committed, cloned with and without their bytes, fetched and built.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import type { BuildReport } from '../../src/build-report.ts';
import { commitChange } from '../../src/commit/commit-change.ts';
import { fetchBytes } from '../../src/source/fetch/fetch-bytes.ts';
import { adding, bytes, file, repositoryWithCommit, stores } from '../support/commit-stores.ts';
import { createRepository } from '../support/git-repository.ts';
import {
  cloneOf,
  createLfsRegistry,
  tarball,
  tarballPath,
  trackTarballs,
} from '../support/lfs-registry.ts';
import { json } from '../support/model.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, testEnv } from '../support/test-engine.ts';

type EngineName = (typeof engineNames)[number];

interface Built {
  readonly report: BuildReport;
  /** The bytes of the one tarball, and its date, if they are there. */
  readonly written: Uint8Array | undefined;
  readonly time: unknown;
}

async function built(repo: string, engine: EngineName = 'git'): Promise<Built> {
  const out = join(await temporaryDirectory(), 'out');
  const places = { repo, out, cacheDir: '/nonexistent', url: 'https://npm.acme.example/' };
  const report = await build({ ...places, host: 'static', engine, env: testEnv });
  const written = await readFile(join(out, '-/t/ui/ui-1.0.0.tgz')).catch(() => undefined);
  if (written === undefined) return { report, written, time: undefined };
  const { time } = json(await readFile(join(out, 'ui'), 'utf8'));
  return { report, written, time };
}

const isBuilt = { report: { ok: true, versions: 1, problems: [] }, written: Buffer.from(tarball) };

function fetched(repo: string): Promise<unknown> {
  return fetchBytes({ repo, ref: 'HEAD', engine: 'auto', env: testEnv, cacheDir: '/nonexistent' });
}

describe.each(engineNames)('with the engine %s', (engine) => {
  test('a tarball is built from where it was committed, and from a clone', async () => {
    const registry = await createLfsRegistry();
    expect(await built(registry.repository.dir, engine)).toMatchObject(isBuilt);
    const clone = await cloneOf(registry, { smudge: true });
    expect(await built(clone.dir, engine)).toMatchObject(isBuilt);
  });

  test('the work tree will do when the store has no object', async () => {
    const clone = await cloneOf(await createLfsRegistry(), { smudge: true });
    await clone.write('.git/lfs', undefined);
    expect(await built(clone.dir, engine)).toMatchObject(isBuilt);
  });

  test('the store will do when the work tree is gone', async () => {
    const { repository } = await createLfsRegistry();
    await repository.write('packages', undefined);
    expect(await built(repository.dir, engine)).toMatchObject(isBuilt);
  });

  test('a pointer without bytes is BYTES_NOT_FETCHED, with a hint, and no work of the filters', async () => {
    const clone = await cloneOf(await createLfsRegistry(), { smudge: false });
    const { report, written } = await built(clone.dir, engine);
    expect(written).toBeUndefined();
    expect(report).toMatchObject({
      deployable: true,
      problems: [{ code: 'BYTES_NOT_FETCHED', path: tarballPath }],
    });
    expect(report.problems[0]?.hint).toContain('git lfs pull');
    expect(await clone.git('lfs', 'ls-files')).toMatch(/ - packages/);
  });

  test.each(['shared', '../shared', '/absolute'])('lfs.storage = %s is honoured', async (place) => {
    const repository = await createRepository();
    await trackTarballs(repository);
    const folder = place === '/absolute' ? await temporaryDirectory() : place;
    await repository.git('config', 'lfs.storage', folder);
    await repository.write(tarballPath, tarball);
    await repository.commit('Add ui');
    await repository.write('packages', undefined);
    await repository.write('.git/lfs', undefined);
    expect(await built(repository.dir, engine)).toMatchObject(isBuilt);
  });

  test('a tarball that moved into Git LFS later is the same version, of the same date', async () => {
    const repository = await createRepository();
    await repository.write(tarballPath, tarball);
    await repository.commit('Add ui', { date: '2024-01-01T00:00:00Z' });
    await trackTarballs(repository);
    await repository.git('add', '--renormalize', '.');
    await repository.commit('Track tarballs', { date: '2024-02-01T00:00:00Z' });
    expect(await repository.git('show', `HEAD:${tarballPath}`)).toMatch(/^version .*git-lfs/);
    const time = { '1.0.0': '2024-01-01T00:00:00.000Z' };
    expect(await built(repository.dir, engine)).toMatchObject({ ...isBuilt, time });
  });

  test('other bytes are VERSION_CHANGED', async () => {
    const { repository } = await createLfsRegistry();
    await repository.write(tarballPath, Buffer.concat([tarball, tarball]));
    await repository.commit('Change ui');
    const { report } = await built(repository.dir, engine);
    expect(report.problems.map(({ code }) => code)).toEqual(['VERSION_CHANGED']);
  });
});

describe('fetch', () => {
  test.each([
    ['a clone', []],
    ['a bare clone', ['--bare']],
    ['a partial clone', ['--filter=blob:none']],
  ])('brings the object into %s, once', async (_, args) => {
    const registry = await createLfsRegistry();
    await registry.remote.git('config', 'uploadpack.allowFilter', 'true');
    const clone = await cloneOf(registry, { smudge: false, args });
    expect(await fetched(clone.dir)).toMatchObject({ lfsObjects: 1 });
    expect(await fetched(clone.dir)).toMatchObject({ lfsObjects: 0 });
    expect(await built(clone.dir)).toMatchObject(isBuilt);
  });

  test('brings it into a linked worktree', async () => {
    const clone = await cloneOf(await createLfsRegistry(), { smudge: false });
    const worktree = join(await temporaryDirectory(), 'worktree');
    await clone.git('worktree', 'add', '-q', '--no-checkout', '-b', 'other', worktree);
    expect(await fetched(worktree)).toMatchObject({ lfsObjects: 1 });
    expect(await built(worktree)).toMatchObject(isBuilt);
  });

  test('takes no notice of what `git lfs fetch` is told to leave out', async () => {
    const clone = await cloneOf(await createLfsRegistry(), { smudge: false });
    await clone.git('config', 'lfs.fetchexclude', '*');
    await clone.git('config', 'lfs.fetchinclude', 'nothing');
    expect(await fetched(clone.dir)).toMatchObject({ lfsObjects: 1 });
  });

  test.each(['false', 'true'])(
    'is FETCH_FAILED when the remote lost the object, lfs.skipdownloaderrors being %s',
    async (skip) => {
      const registry = await createLfsRegistry();
      await rm(join(registry.remote.dir, 'lfs'), { recursive: true });
      const clone = await cloneOf(registry, { smudge: false });
      await clone.git('config', 'lfs.skipdownloaderrors', skip);
      await expect(fetched(clone.dir)).rejects.toMatchObject({ code: 'FETCH_FAILED', exitCode: 3 });
    },
  );
});

test('a commit gives a tracked file to Git LFS, and its pointer to git', async () => {
  const { repository } = await repositoryWithCommit();
  await trackTarballs(repository);
  const base = await repository.commit('Track');
  const env = { PATH: process.env['PATH'] };
  await commitChange(await stores.git(repository, env), adding(file), { base });
  expect(await repository.git('show', `HEAD:${file}`)).toMatch(/^version .*git-lfs/);
  expect(await readFile(join(repository.dir, file))).toEqual(Buffer.from(bytes));
  expect(await repository.git('lfs', 'fsck')).toBe('Git LFS fsck OK');
  expect(await repository.git('status', '--porcelain')).toBe('');
});
