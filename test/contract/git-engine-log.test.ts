// The first-parent log of every git engine.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type GitEngine, type LogCommit, type Oid, oidOf } from '../../src/source/git-engine.ts';
import { allOf } from '../support/all-of.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, openTestEngine, testEnv } from '../support/test-engine.ts';

describe.each(engineNames)('the first-parent log of the %s engine', (name) => {
  const open = (repository: GitRepository): Promise<GitEngine> =>
    openTestEngine(repository.dir, name);
  const log = async (engine: GitEngine): Promise<LogCommit[]> => {
    const commits: LogCommit[] = [];
    const head = await engine.resolveCommit('HEAD');
    for await (const commit of engine.firstParentLog(head)) commits.push(commit);
    return commits;
  };

  test('is oldest first, with what each commit changed against its first parent', async () => {
    const { repository, first, empty, main, merge } = await branchyRepository();
    const commits = await log(await open(repository));
    expect(commits.map(({ oid }) => oid)).toEqual([first, empty, main, merge]);
    const paths = commits.map(({ changes }) =>
      changes.map((change) => `${change.oid === undefined ? '-' : '+'}${change.path}`),
    );
    expect(paths).toEqual([
      ['+dir', '+old'],
      [],
      ['-dir', '+dir/inner', '+moved', '-old'],
      ['+side.txt'],
    ]);
  });

  test('agrees with git log --first-parent -m --no-renames --raw', async () => {
    const { repository } = await branchyRepository();
    const raw = await repository.git(
      ...'log --reverse --first-parent -m --no-renames --raw --no-abbrev -z --format=%H'.split(' '),
    );
    const oids = raw
      .match(/[0-9a-f]{40} [AMDT]\0[^\0]*/g)
      ?.map((text) => text.replace(/ .\0/, ' '));
    const commits = await log(await open(repository));
    const changes = commits.flatMap((commit) => commit.changes);
    expect(changes.map(({ oid, path }) => `${oid ?? '0'.repeat(40)} ${path}`)).toEqual(oids);
  });

  test('lists a change of mode alone', async () => {
    const repository = await createRepository();
    await repository.write('a', 'x');
    await repository.commit('one');
    await repository.write('a', 'x', 0o755);
    await repository.commit('two');
    const newest = (await log(await open(repository))).at(-1);
    expect(newest?.changes.map(({ path, wasFile }) => [path, wasFile])).toEqual([['a', true]]);
  });

  test('has the date of the committer and the name of the author', async () => {
    const repository = await createRepository();
    await repository.commit('one', {
      date: '2024-05-01T12:00:00Z',
      authorDate: '2001-01-01T00:00:00Z',
      author: 'Jörg Ü',
      email: 'joerg@acme.example',
    });
    const [commit] = await log(await open(repository));
    expect(commit?.date).toBe(Date.parse('2024-05-01T12:00:00Z') / 1000);
    expect(commit?.author).toEqual({ name: 'Jörg Ü', email: 'joerg@acme.example' });
  });

  test.each([
    ['an encoding header', 'J\xf6rg <j@x.example> 1 +0000', 'ISO-8859-1', 'Jörg', 'j@x.example', 5],
    ['an unknown encoding', 'Mira <m@x.example> 1 +0000', 'no-such', 'Mira', 'm@x.example', 5],
    ['no name', '<m@x.example> 1 +0000', '', '', 'm@x.example', 5],
    ['two closing brackets', 'M <m@x> y> 1 +0000', '', 'M', 'm@x', 5],
    ['spaces around the name', 'M  M  <m@x> 1 +0000', '', 'M  M', 'm@x', 5],
    ['no address at all', 'Mira', '', '', '', 5],
  ])('reads a commit with %s as git does', async (_, author, encoding, ...expected) => {
    const commit = await log(await open(await rawCommit({ author, encoding, date: '5' })));
    expect([commit[0]?.author.name, commit[0]?.author.email, commit[0]?.date]).toEqual(expected);
  });

  test.each([
    ['beyond all bounds', '99999999999999999999', 253_402_300_799],
    ['before the epoch', '-5', 0],
    ['missing', '', 0],
  ])('keeps a date that is %s within the years that exist', async (_, date, expected) => {
    const commits = await log(await open(await rawCommit({ author: 'M <m@x> 1 +0000', date })));
    expect(commits[0]?.date).toBe(expected);
  });

  test('does not depend on the configuration of the repository, replaced objects or grafts', async () => {
    const { repository, merge, first } = await branchyRepository();
    const before = await log(await open(repository));
    const settings = {
      'log.showRoot': 'false',
      'log.diffMerges': 'combined',
      'log.showSignature': 'true',
      'diff.renames': 'copies',
      'diff.ignoreSubmodules': 'all',
      'diff.orderFile': '/nonexistent',
      'diff.relative': 'true',
      'color.ui': 'always',
      'i18n.logOutputEncoding': 'UTF-16',
      'core.abbrev': '4',
      'core.quotePath': 'true',
      'format.pretty': 'oneline',
    };
    for (const [key, value] of Object.entries(settings)) await repository.git('config', key, value);
    await repository.git('replace', merge, first);
    await repository.write('.git/info/grafts', `${merge}\n`);
    await repository.write('.mailmap', 'Somebody Else <else@acme.example> <mira@acme.example>\n');
    expect(await log(await open(repository))).toEqual(before);
  });

  test('runs no program that the repository names', async () => {
    const { repository } = await branchyRepository();
    const canary = 'touch "$(git rev-parse --git-dir)/canary"; false';
    for (const key of ['core.fsmonitor', 'diff.external', 'core.pager', 'core.sshCommand']) {
      await repository.git('config', key, canary);
    }
    await repository.write('.git/hooks/post-index-change', `#!/bin/sh\n${canary}\n`, 0o755);
    const engine = await open(repository);
    const commit = await engine.resolveCommit('HEAD');
    await log(engine);
    for (const { oid } of await allOf(engine.listFiles(commit))) await engine.readBlob(oid);
    await expect(repository.git('cat-file', '-e', 'HEAD')).resolves.toBe('');
    const { access } = await import('node:fs/promises');
    await expect(access(`${engine.gitDir}/canary`)).rejects.toThrow();
  });

  test('is not led astray by variables of a hook that calls it', async () => {
    const { repository, merge } = await branchyRepository();
    const other = await createRepository();
    await other.commit('other');
    const env = {
      ...testEnv,
      GIT_DIR: `${other.dir}/.git`,
      GIT_WORK_TREE: other.dir,
      GIT_INDEX_FILE: '/nonexistent',
      GIT_OBJECT_DIRECTORY: '/nonexistent',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.bare',
      GIT_CONFIG_VALUE_0: 'true',
    };
    const engine = await openTestEngine(repository.dir, name, env);
    expect(await engine.resolveCommit('HEAD')).toBe(merge);
    expect(engine.workTree).toBe(repository.dir);
  });

  test('goes on after a commit of the line', async () => {
    const { repository, first, empty, main, merge } = await branchyRepository();
    const engine = await open(repository);
    const whole = await log(engine);
    for (const [index, after] of [first, empty, main, merge].entries()) {
      const later = await engine.firstParentLogAfter(merge, after);
      expect(later && (await allOf(later))).toEqual(whole.slice(index + 1));
    }
    expect(whole.map(({ parent }) => parent)).toEqual([undefined, first, empty, main]);
  });

  test('does not go on after a commit that is not on the line', async () => {
    const { repository, empty, main, merge } = await branchyRepository();
    const amended = await repository.commit('amended', { amend: true });
    await repository.git('checkout', '-q', '--orphan', 'unrelated');
    const unrelated = await repository.commit('unrelated');
    await repository.git('checkout', '-q', 'side');
    const side = await repository.oid('side');
    const pulled = await repository.merge('main');
    const unknown = oidOf('1'.repeat(40));
    if (unknown === undefined) throw new Error('the fixture is wrong');
    const engine = await open(repository);
    const pairs: readonly (readonly [Oid, Oid])[] = [
      [amended, merge],
      [merge, side],
      [merge, unrelated],
      [merge, unknown],
      [main, merge],
      [unrelated, main],
      // A merge in the wrong direction: the line is that of the side branch.
      [pulled, main],
      [pulled, amended],
    ];
    for (const [commit, after] of pairs) {
      expect(await engine.firstParentLogAfter(commit, after)).toBeUndefined();
    }
    for (const after of [side, empty]) {
      expect(await engine.firstParentLogAfter(pulled, after)).toBeDefined();
    }
  });

  test('goes on in a shallow clone that has all the commits since', async () => {
    const { repository, main, merge } = await branchyRepository();
    const dir = join(await temporaryDirectory(), 'clone');
    await git(repository.dir, ['clone', '-q', '--depth=2', `file://${repository.dir}`, dir]);
    const engine = await openTestEngine(dir, name);
    const later = await engine.firstParentLogAfter(merge, main);
    expect(later && (await allOf(later)).map(({ oid }) => oid)).toEqual([merge]);
  });

  test('can be left early', async () => {
    const { repository, first, merge } = await branchyRepository();
    const engine = await open(repository);
    for await (const { oid } of engine.firstParentLog(merge)) {
      expect(oid).toBe(first);
      break;
    }
    expect(await engine.isAncestor(merge, merge)).toBe(true);
  });
});

async function branchyRepository() {
  const repository = await createRepository();
  await repository.write('old', 'same content, long enough to be taken for a rename\n'.repeat(5));
  await repository.write('dir', 'a file');
  const first = await repository.commit('first');
  const empty = await repository.commit('nothing');
  await repository.git('checkout', '-q', '-b', 'side');
  await repository.write('side.txt', 'side');
  await repository.commit('side');
  await repository.git('checkout', '-q', 'main');
  await repository.git('mv', 'old', 'moved');
  await repository.write('dir', undefined);
  await repository.write('dir/inner', 'now a folder');
  const main = await repository.commit('move');
  const merge = await repository.merge('side');
  return { repository, first, empty, main, merge };
}

/** A commit as no git would write it. */
async function rawCommit(options: {
  readonly author: string;
  readonly encoding?: string;
  readonly date: string;
}): Promise<GitRepository> {
  const repository = await createRepository();
  const tree = await git(repository.dir, ['mktree']);
  const encoding = (options.encoding ?? '') === '' ? '' : `encoding ${options.encoding ?? ''}\n`;
  const text = `tree ${tree}\nauthor ${options.author}\ncommitter M <m@x> ${options.date} +0000\n${encoding}\nx\n`;
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'];
  const commit = await git(repository.dir, args, { input: Buffer.from(text, 'latin1') });
  await repository.write('.git/refs/heads/main', `${commit}\n`);
  return repository;
}
