// What two commits have in common, and what they have not, by every git engine.
import { describe, expect, test } from 'vitest';
import type { GitEngine } from '../../src/source/git-engine.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { engineNames, openTestEngine } from '../support/test-engine.ts';

/** `main` has one more commit than what `side` grew from; `side` has two, and merged `main` once. */
async function forkedRepository(): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.write('packages/a/a-1.0.0.tgz', 'a');
  await repository.write('packages/b/b-1.0.0.tgz', 'b');
  await repository.commit('fork');
  await repository.git('branch', 'fork');
  await repository.git('checkout', '-q', '-b', 'side');
  await repository.write('packages/a/a-1.1.0.tgz', 'a2');
  await repository.commit('on side', { author: 'Jo Ü', email: 'jo@acme.example' });
  await repository.git('checkout', '-q', 'main');
  await repository.write('packages/b/b-1.1.0.tgz', 'b2');
  await repository.commit('on main');
  return repository;
}

describe.each(engineNames)('two commits in the %s engine', (name) => {
  const open = (repository: GitRepository): Promise<GitEngine> =>
    openTestEngine(repository.dir, name);

  test('have the commit in common where their lines part', async () => {
    const repository = await forkedRepository();
    const engine = await open(repository);
    const [main, side] = [await repository.oid('main'), await repository.oid('side')];
    expect(await engine.mergeBases(main, side)).toEqual([await repository.oid('fork')]);
    expect(await engine.mergeBases(main, main)).toEqual([main]);
  });

  test('have in common what was merged last', async () => {
    const repository = await forkedRepository();
    await repository.git('checkout', '-q', 'side');
    await repository.merge('main');
    const engine = await open(repository);
    const [main, side] = [await repository.oid('main'), await repository.oid('side')];
    expect(await engine.mergeBases(main, side)).toEqual([main]);
    const between = await engine.commitsBetween(main, side);
    expect(between.map(({ author }) => author)).toEqual([
      { name: 'Jo Ü', email: 'jo@acme.example' },
    ]);
  });

  test('may have nothing in common', async () => {
    const repository = await forkedRepository();
    await repository.git('checkout', '-q', '--orphan', 'other');
    await repository.commit('another beginning');
    const engine = await open(repository);
    const base = engine.mergeBases(await repository.oid('main'), await repository.oid('other'));
    expect(await base).toEqual([]);
  });

  test('have several in common where each was merged into the other', async () => {
    const repository = await forkedRepository();
    const [main, side] = [await repository.oid('main'), await repository.oid('side')];
    await repository.merge('side');
    await repository.git('checkout', '-q', 'side');
    await repository.merge(main);
    const engine = await open(repository);
    const bases = await engine.mergeBases(
      await repository.oid('main'),
      await repository.oid('side'),
    );
    expect(bases.toSorted()).toEqual([main, side].sort());
  });

  test('list those who wrote what is new', async () => {
    const repository = await forkedRepository();
    const engine = await open(repository);
    const [main, side] = [await repository.oid('main'), await repository.oid('side')];
    const between = await engine.commitsBetween(main, side);
    expect(between).toEqual([{ oid: side, author: { name: 'Jo Ü', email: 'jo@acme.example' } }]);
    expect(await engine.commitsBetween(side, side)).toEqual([]);
  });

  test('differ in files, modes, links and submodules', async () => {
    const repository = await forkedRepository();
    const before = await repository.oid('main');
    await repository.write('packages/a/a-1.0.0.tgz', undefined);
    await repository.write('packages/b/b-1.0.0.tgz', 'b', 0o755);
    await repository.write('packages/c', 'a file');
    await repository.commit('two');
    await repository.git('update-index', '--add', '--cacheinfo', `160000,${before},module`);
    await repository.git('commit', '-q', '-m', 'three');
    const engine = await open(repository);
    const changes = await engine.compareTrees(before, await repository.oid('main'));
    expect(changes.map((each) => [each.path, each.before?.mode, each.after?.mode])).toEqual([
      ['module', undefined, '160000'],
      ['packages/a/a-1.0.0.tgz', '100644', undefined],
      ['packages/b/b-1.0.0.tgz', '100644', '100755'],
      ['packages/c', undefined, '100644'],
    ]);
  });

  test('show a folder without opening those below', async () => {
    const repository = await forkedRepository();
    const engine = await open(repository);
    const main = await repository.oid('main');
    const folders = await engine.listFolder(main, 'packages');
    expect(folders.map(({ path, mode }) => [path, mode])).toEqual([
      ['packages/a', '040000'],
      ['packages/b', '040000'],
    ]);
    const files = await engine.listFolder(main, 'packages/b');
    expect(files.map(({ path }) => path)).toEqual([
      'packages/b/b-1.0.0.tgz',
      'packages/b/b-1.1.0.tgz',
    ]);
    expect(await engine.listFolder(main, 'packages/none')).toEqual([]);
    expect(await engine.listFolder(main, 'packages/b/b-1.0.0.tgz')).toEqual([]);
  });
});
