// What `--ref` may be, for every git engine.
import { beforeAll, describe, expect, test } from 'vitest';
import type { GitEngine } from '../../src/source/git-engine.ts';
import { commitWhenOpened } from '../../src/source/open-engine.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { sharedTemporaryDirectory, temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, openTestEngine } from '../support/test-engine.ts';

describe.each(engineNames)('the %s engine', (name) => {
  let repository: GitRepository;
  beforeAll(async () => {
    const { dir, remove } = await sharedTemporaryDirectory();
    repository = await createRepository({ dir });
    await repository.commit('one');
    await repository.git('tag', 'light');
    await repository.git('tag', '-a', '-m', 'x', 'v1');
    await repository.git('tag', '-a', '-m', 'x', 'v1v1', 'v1');
    await repository.commit('two');
    await repository.git('branch', 'feature/a.b');
    await repository.git('branch', 'twice', 'v1');
    await repository.git('tag', 'twice', 'HEAD');
    await repository.git('update-ref', 'refs/remotes/origin/far', 'v1^{commit}');
    await repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/far');
    await repository.write('file', 'x');
    await repository.commit('three');
    await repository.git('tag', 'blob', 'HEAD:file');
    await repository.git('tag', 'tree', 'HEAD^{tree}');
    return remove;
  });
  const open = (): Promise<GitEngine> => openTestEngine(repository.dir, name);

  test.each([
    'HEAD',
    '@',
    'main',
    'heads/main',
    'refs/heads/main',
    'feature/a.b',
    'light',
    'v1',
    'v1v1',
    'tags/v1',
    'twice',
    'refs/heads/twice',
    'origin/far',
    'origin',
  ])('resolves %s as git rev-parse does', async (ref) => {
    const expected = await repository.git('rev-parse', '--quiet', `${ref}^{commit}`);
    expect(await (await open()).resolveCommit(ref)).toBe(expected);
  });

  test('resolves a full and an abbreviated object id', async () => {
    const head = await repository.oid('HEAD');
    const engine = await open();
    expect(await engine.resolveCommit(head)).toBe(head);
    expect(await engine.resolveCommit(head.toUpperCase())).toBe(head);
    expect(await engine.resolveCommit(head.slice(0, 12))).toBe(head);
  });

  test('resolves refs also when they are packed', async () => {
    await repository.git('pack-refs', '--all');
    const engine = await open();
    expect(await engine.resolveCommit('v1')).toBe(await repository.oid('v1'));
    expect(await engine.resolveCommit('main')).toBe(await repository.oid('main'));
  });

  test.each([
    'none',
    'blob',
    'tree',
    '1'.repeat(40),
    'HEAD~1',
    'main^',
    'main@{0}',
    ':/one',
    'HEAD:file',
    '',
    '-x',
    '--upload-pack=touch canary',
    '../HEAD',
    'a..b',
    'a b',
    'a\nmain',
    '.hidden',
    'x.lock',
    'config',
    'FETCH_HEAD',
  ])('says REF_UNKNOWN of %j', async (ref) => {
    const engine = await open();
    await expect(engine.resolveCommit(ref)).rejects.toMatchObject({ code: 'REF_UNKNOWN' });
  });

  test('follows a detached HEAD', async () => {
    const detached = await createRepository();
    const first = await detached.commit('one');
    await detached.commit('two');
    await detached.git('checkout', '-q', '--detach', first);
    const engine = await openTestEngine(detached.dir, name);
    expect(await engine.resolveCommit('HEAD')).toBe(first);
  });

  test('what HEAD named when the repository was opened is not what it names later', async () => {
    const moving = await createRepository();
    const empty = await openTestEngine(moving.dir, name);
    expect([empty.headWhenOpened, empty.workTree]).toEqual([undefined, moving.dir]);
    const one = await moving.commit('one');
    const engine = await openTestEngine(moving.dir, name);
    expect(await commitWhenOpened(engine, 'HEAD')).toBe(one);
    const two = await moving.commit('two');
    expect(await engine.resolveCommit('HEAD')).toBe(two);
    expect(await commitWhenOpened(engine, 'main')).toBe(two);
  });

  test('says NO_COMMITS of a new repository', async () => {
    const { dir } = await createRepository();
    const engine = await openTestEngine(dir, name);
    await expect(engine.resolveCommit('HEAD')).rejects.toMatchObject({ code: 'NO_COMMITS' });
    await expect(engine.resolveCommit('main')).rejects.toMatchObject({ code: 'REF_UNKNOWN' });
  });

  test('says NOT_A_REPOSITORY of a folder without one, and of no folder', async () => {
    const dir = await temporaryDirectory();
    for (const repo of [dir, `${dir}/none`]) {
      await expect(openTestEngine(repo, name)).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
    }
  });
});
