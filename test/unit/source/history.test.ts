// When a version landed, on real histories, by both engines.
import type { FolderHistory, History, HistoryState, Landing } from '../../../src/source/landing.ts';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type LogCommit, type Oid, oidOf } from '../../../src/source/git-engine.ts';
import { createHistoryFold } from '../../../src/source/history-fold.ts';
import { readHistory, readHistoryAfter } from '../../../src/source/history.ts';
import { createRepository, git, type GitRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';
import { engineNames, openTestEngine } from '../../support/test-engine.ts';

const ui1 = 'packages/ui/ui-1.0.0.tgz';
const day = (number: number): string => `2024-03-${String(number).padStart(2, '0')}T00:00:00Z`;

function foldersOf(history: History): ReadonlyMap<string, FolderHistory> {
  return new Map(
    [...history.folders()].flatMap((path) => {
      const folder = history.folder(path);
      return folder === undefined ? [] : [[path, folder]];
    }),
  );
}

/** By `name@version`. */
function landingsOf(history: History): ReadonlyMap<string, Landing> {
  return new Map(
    [...foldersOf(history)].flatMap(([folder, { versions }]) =>
      [...versions].map(([version, landing]) => [
        `${folder.slice('packages/'.length)}@${version}`,
        landing,
      ]),
    ),
  );
}

describe.each(engineNames)('by the %s engine, a version landed', (name) => {
  const historyOf = async (repository: GitRepository): Promise<History> => {
    const engine = await openTestEngine(repository.dir, name);
    return readHistory({ engine, commit: await engine.resolveCommit('HEAD') });
  };
  const landedOn = async (repository: GitRepository, key = 'ui@1.0.0'): Promise<string> => {
    const date = landingsOf(await historyOf(repository)).get(key)?.date;
    return date === undefined ? 'never' : `${date.toISOString().slice(0, 19)}Z`;
  };

  test('on the date of the commit that added it, two packages in one commit alike', async () => {
    const repository = await createRepository();
    await repository.commit('init', { date: day(1) });
    await repository.write(ui1, 'a');
    await repository.write('packages/@acme/kit/acme-kit-2.0.0.tgz', 'b');
    await repository.commit('two packages', {
      date: day(2),
      author: 'Jo',
      email: 'jo@acme.example',
    });
    await repository.write('packages/ui/ui-1.1.0.tgz', 'c');
    await repository.commit('another', { date: day(3) });
    const history = await historyOf(repository);
    const landings = landingsOf(history);
    expect([...landings.keys()].sort()).toEqual(['@acme/kit@2.0.0', 'ui@1.0.0', 'ui@1.1.0']);
    expect(landings.get('ui@1.0.0')).toEqual({
      date: new Date(day(2)),
      files: 1,
      since: 2,
      contested: false,
      rivals: [],
      author: { name: 'Jo', email: 'jo@acme.example' },
      commit: await repository.git('rev-parse', 'HEAD^'),
      path: ui1,
      oid: await repository.git('rev-parse', `HEAD:${ui1}`),
    });
    expect(landings.get('@acme/kit@2.0.0')?.date).toEqual(new Date(day(2)));
    expect(history.date).toEqual(new Date(day(3)));
  });

  test('when the branch was merged, not when it was committed there', async () => {
    const repository = await branchWithUi();
    await repository.merge('publish', { date: day(9) });
    expect(await landedOn(repository)).toBe(day(9));
  });

  test('when the branch was squashed onto main', async () => {
    const repository = await branchWithUi();
    await repository.git('merge', '-q', '--squash', 'publish');
    await repository.commit('Publish ui', { date: day(9) });
    expect(await landedOn(repository)).toBe(day(9));
  });

  test('first, though renamed to another file name of the same version later', async () => {
    const repository = await createRepository();
    const content = 'the same content, long enough for git to call it a rename\n'.repeat(9);
    await repository.write('packages/@acme/ui/acme-ui-1.0.0.tgz', content);
    await repository.commit('add', { date: day(1) });
    await repository.git(
      ...['mv', 'packages/@acme/ui/acme-ui-1.0.0.tgz', 'packages/@acme/ui/ui-1.0.0.tgz'],
    );
    await repository.commit('rename', { date: day(5) });
    expect(await landedOn(repository, '@acme/ui@1.0.0')).toBe(day(1));
  });

  test('first, though replaced by other bytes, or a pointer, under another name', async () => {
    const repository = await createRepository();
    await repository.write('packages/@acme/ui/acme-ui-1.0.0.tgz', 'first');
    await repository.commit('add', { date: day(1) });
    const first = await repository.git('rev-parse', 'HEAD:packages/@acme/ui/acme-ui-1.0.0.tgz');
    await repository.write('packages/@acme/ui/acme-ui-1.0.0.tgz', undefined);
    await repository.write('packages/@acme/ui/ui-1.0.0.tgz.json', '{}');
    await repository.commit('replace', { date: day(5) });
    const landings = landingsOf(await historyOf(repository));
    expect(landings.get('@acme/ui@1.0.0')).toMatchObject({ oid: first, date: new Date(day(1)) });
    expect(landings.size).toBe(1);
  });

  test('first, though the packages moved to another folder and back', async () => {
    const repository = await createRepository();
    await repository.write(ui1, 'a');
    await repository.write('packages/@acme/kit/kit-1.0.0.tgz', 'b');
    await repository.commit('add', { date: day(1) });
    await repository.git('mv', 'packages', 'elsewhere');
    await repository.commit('move', { date: day(2) });
    await repository.git('mv', 'elsewhere', 'packages');
    await repository.commit('move back', { date: day(3) });
    expect(await landedOn(repository)).toBe(day(1));
    expect(await landedOn(repository, '@acme/kit@1.0.0')).toBe(day(1));
  });

  test('first, though deleted and added again', async () => {
    const repository = await createRepository();
    await repository.write(ui1, 'a');
    await repository.commit('add', { date: day(1) });
    await repository.write(ui1, undefined);
    await repository.commit('delete', { date: day(2) });
    expect(await landedOn(repository)).toBe(day(1));
    await repository.write(ui1, 'a');
    await repository.commit('add again', { date: day(3) });
    expect(await landedOn(repository)).toBe(day(1));
  });

  test('first, though reverted, and the revert reverted', async () => {
    const repository = await createRepository();
    await repository.commit('init', { date: day(1) });
    await repository.write(ui1, 'a');
    await repository.commit('add', { date: day(2) });
    for (let times = 0; times < 2; times += 1) {
      await repository.git('revert', '--no-edit', 'HEAD');
    }
    expect(await landedOn(repository)).toBe(day(2));
  });

  test('on the date of the amended commit', async () => {
    const repository = await createRepository();
    await repository.write(ui1, 'a');
    await repository.commit('add', { date: day(1) });
    await repository.commit('add, better', { date: day(4), amend: true });
    expect(await landedOn(repository)).toBe(day(4));
  });

  test('never before its first parent, whatever the commit claims', async () => {
    const repository = await createRepository();
    await repository.commit('init', { date: day(8) });
    await repository.write(ui1, 'a');
    await repository.commit('forged', { date: '1999-01-01T00:00:00Z' });
    expect(await landedOn(repository)).toBe(day(8));
  });

  test('by the date of the committer, whatever the author claims', async () => {
    const repository = await createRepository();
    await repository.write(ui1, 'a');
    await repository.commit('add', { date: day(3), authorDate: '1999-01-01T00:00:00Z' });
    expect(await landedOn(repository)).toBe(day(3));
  });

  test('never before any commit that precedes it, however many claim so', async () => {
    const repository = await createRepository();
    await repository.commit('init', { date: day(8) });
    await repository.commit('forged', { date: '1999-01-01T00:00:00Z' });
    await repository.write(ui1, 'a');
    await repository.commit('forged too', { date: '1999-01-01T00:00:01Z' });
    expect(await landedOn(repository)).toBe(day(8));
  });

  test.each(['99999999999999999999', '4294967296'])(
    'on the date of the commit before, if its own is %s, and none after it suffers',
    async (seconds) => {
      const repository = await createRepository();
      await repository.commit('init', { date: day(1) });
      await repository.write(ui1, 'a');
      await repository.commit('add', { date: day(2) });
      const raw = await git(repository.dir, ['cat-file', 'commit', 'HEAD']);
      const args = ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'];
      const input = `${raw.replace(/(committer .*>) \d+/, `$1 ${seconds}`)}\n`;
      const forged = await git(repository.dir, args, { input });
      await repository.git('update-ref', 'refs/heads/main', forged);
      await repository.write('packages/ui/ui-1.1.0.tgz', 'b');
      await repository.commit('add', { date: day(3) });
      expect(await landedOn(repository)).toBe(day(1));
      expect(await landedOn(repository, 'ui@1.1.0')).toBe(day(3));
      expect((await historyOf(repository)).state.incredible).toBe(forged);
    },
  );

  test('when it came into packages/, wherever it lay before, and a link is no tarball', async () => {
    const repository = await createRepository();
    await repository.write('drafts/ui/ui-1.0.0.tgz', 'a');
    await repository.write('packages/kit/ui/ui-1.0.0.tgz', 'squatted');
    await repository.commit('draft', { date: day(1) });
    await symlink('elsewhere', join(repository.dir, 'packages/ui-1.0.0.tgz'));
    await mkdir(join(repository.dir, 'packages/ui'));
    await symlink('elsewhere', join(repository.dir, ui1));
    await repository.commit('link', { date: day(2) });
    expect(await landedOn(repository)).toBe('never');
    await rm(join(repository.dir, ui1));
    await repository.git('mv', 'drafts/ui/ui-1.0.0.tgz', ui1);
    await repository.commit('publish', { date: day(5) });
    expect(await landedOn(repository)).toBe(day(5));
  });

  test('whatever a shallow clone cannot know: it is refused', async () => {
    const source = await createRepository();
    await source.write(ui1, 'a');
    await source.commit('add');
    await source.commit('more');
    const dir = `${await temporaryDirectory()}/clone`;
    await git(source.dir, ['clone', '-q', '--depth=1', `file://${source.dir}`, dir]);
    const engine = await openTestEngine(dir, name);
    const commit = await engine.resolveCommit('HEAD');
    await expect(readHistory({ engine, commit })).rejects.toMatchObject({ code: 'SHALLOW_CLONE' });
  });

  test('and each commit that touches a folder is a revision of it, whichever file', async () => {
    const repository = await createRepository();
    await repository.write(ui1, 'a');
    await repository.write('packages/@acme/kit/kit-1.0.0.tgz', 'b');
    await repository.commit('add', { date: day(1) });
    await repository.write('packages/ui/meta.json', '{}');
    await repository.write('packages/ui/deep/er/file', 'x');
    await repository.commit('tag', { date: day(2) });
    await repository.write('README.md', 'x');
    await repository.write('packages/stray', 'x');
    await repository.commit('elsewhere', { date: day(3) });
    const folders = foldersOf(await historyOf(repository));
    const touched = [...folders].map(([folder, { revision, modified }]) => [
      folder,
      { revision, modified },
    ]);
    expect(Object.fromEntries(touched)).toEqual({
      'packages/ui': { revision: 2, modified: new Date(day(2)) },
      'packages/@acme/kit': { revision: 1, modified: new Date(day(1)) },
    });
  });

  test('elsewhere in a `git pull` merge, which is HISTORY_REORDERED', async () => {
    const repository = await createRepository();
    await repository.commit('init', { date: day(1) });
    await repository.git('checkout', '-q', '-b', 'local');
    await repository.write('packages/kit/kit-1.0.0.tgz', 'b');
    await repository.commit('local work', { date: day(2) });
    await repository.git('checkout', '-q', 'main');
    await repository.write(ui1, 'a');
    const lastBuilt = await repository.commit('published by somebody else', { date: day(3) });
    await repository.git('checkout', '-q', 'local');
    const commit = await repository.merge('main', { date: day(4) });
    const engine = await openTestEngine(repository.dir, name);
    await expect(readHistory({ engine, commit, lastBuilt })).rejects.toMatchObject({
      code: 'HISTORY_REORDERED',
      hint: expect.stringContaining('git pull --rebase') as unknown,
    });
  });

  test('as before, when the last built commit is on the line, or was rewritten away', async () => {
    const repository = await createRepository();
    await repository.write(ui1, 'a');
    const first = await repository.commit('add');
    const amended = await repository.commit('amended away');
    const commit = await repository.commit('amend', { amend: true });
    const engine = await openTestEngine(repository.dir, name);
    for (const lastBuilt of [first, commit, amended]) {
      const history = await readHistory({ engine, commit, lastBuilt });
      expect(landingsOf(history).size).toBe(1);
    }
  });
});

/** `main` at day 1, with a branch `publish` that added a version on day 2, and another commit since. */
async function branchWithUi(): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.commit('init', { date: day(1) });
  await repository.git('checkout', '-q', '-b', 'publish');
  await repository.write(ui1, 'a');
  await repository.commit('Publish ui', { date: day(2) });
  await repository.git('checkout', '-q', 'main');
  await repository.commit('meanwhile', { date: day(3) });
  return repository;
}

describe('of two files of one version in one commit', () => {
  const [oid, a, b] = ['1', 'a', 'b'].map((digit) => oidOf(digit.repeat(40)));
  if (oid === undefined) throw new Error('no object id');
  const first = 'packages/@acme/ui/acme-ui-1.0.0.tgz';
  const second = 'packages/@acme/ui/ui-1.0.0.tgz';
  const both = [
    { path: second, oid: b, wasFile: false },
    { path: first, oid: a, wasFile: false },
  ];
  const metaAdded = { path: 'packages/@acme/ui/meta.json', oid: a, wasFile: false };
  /** Of commits, oldest first. */
  const landingOf = (...commits: readonly LogCommit['changes'][]): Landing | undefined => {
    const fold = createHistoryFold();
    for (const changes of commits) {
      fold.add({ oid, parent: undefined, date: 0, author: { name: '', email: '' }, changes });
    }
    return landingsOf(fold.history()).get('@acme/ui@1.0.0');
  };

  test('the first path landed, in whatever order git lists them', () => {
    for (const changes of [both, both.toReversed()]) {
      expect(landingOf(changes)).toMatchObject({ path: first, oid: a, contested: true });
    }
  });

  test('none contests the other when they are the same', () => {
    const same = both.map(({ path }) => ({ path, oid: a, wasFile: false }));
    expect(landingOf(same)?.contested).toBe(false);
  });

  test('none contests the other any more when the rival is gone or has the same bytes', () => {
    const gone = [{ path: second, oid: undefined, wasFile: true }];
    expect(landingOf(both, gone)?.contested).toBe(false);
    expect(landingOf(both, [{ path: second, oid: a, wasFile: true }])?.contested).toBe(false);
  });

  const third = 'packages/@acme/ui/ui-v1.0.0.tgz';
  test.each([
    ['of another file', [metaAdded]],
    ['of the mode of what landed', [{ path: first, oid: a, wasFile: true }]],
    ['of the mode of the rival', [{ path: second, oid: b, wasFile: true }]],
    ['of the rival to other bytes again', [{ path: second, oid, wasFile: true }]],
    ['that adds what landed under another name', [{ path: third, oid: a, wasFile: false }]],
    ['that takes away what landed', [{ path: first, oid: undefined, wasFile: true }]],
  ])('they contest each other still after a change %s', (_, change) => {
    expect(landingOf(both, change)?.contested).toBe(true);
  });

  test('one rival that is gone leaves the others', () => {
    const three = [...both, { path: third, oid, wasFile: false }];
    const gone = { oid: undefined, wasFile: true };
    expect(landingOf(three, [{ path: third, ...gone }])?.contested).toBe(true);
    expect(
      landingOf(three, [{ path: third, ...gone }], [{ path: second, ...gone }])?.contested,
    ).toBe(false);
  });

  test('none contests the other when one of them was there before', () => {
    expect(landingOf([{ path: second, oid: b, wasFile: false }], both)).toMatchObject({
      path: second,
      contested: false,
    });
  });
});

test('a version, and a package, is there since the last commit that brought it back', async () => {
  const repository = await createRepository();
  const write = async (file: string, content: string | undefined): Promise<void> => {
    await repository.write(`packages/${file}`, content);
    await repository.commit(file);
  };
  await write('ui/ui-1.0.0.tgz', 'a');
  await write('kit/kit-1.0.0.tgz', 'b');
  await write('ui/ui-1.1.0.tgz', 'c');
  await write('ui/ui-1.0.0.tgz', undefined);
  await write('kit/kit-1.0.0.tgz', undefined);
  await write('kit/kit-1.0.0.tgz', 'b');
  await write('ui/ui-1.0.0.tgz', 'a');
  await write('@acme/ui/acme-ui-1.0.0.tgz', 'd');
  await repository.git(
    'mv',
    'packages/@acme/ui/acme-ui-1.0.0.tgz',
    'packages/@acme/ui/ui-1.0.0.tgz',
  );
  await repository.commit('rename');
  await write('gone/gone-1.0.0.tgz', 'e');
  await write('gone/gone-1.0.0.tgz', undefined);
  const engine = await openTestEngine(repository.dir, 'git');
  const history = await readHistory({ engine, commit: await engine.resolveCommit('HEAD') });
  const versions = [...landingsOf(history)].map(([key, { since }]) => [key, since]);
  expect(Object.fromEntries(versions)).toEqual({
    'ui@1.0.0': 7,
    'ui@1.1.0': 3,
    'kit@1.0.0': 6,
    '@acme/ui@1.0.0': 8,
    'gone@1.0.0': undefined,
  });
  const packages = [...foldersOf(history)].map(([folder, { since }]) => [folder, since]);
  expect(Object.fromEntries(packages)).toEqual({
    'packages/ui': 1,
    'packages/kit': 6,
    'packages/@acme/ui': 8,
    'packages/gone': undefined,
  });
});

test('the history after a commit goes on from what was kept, wherever it is cut', async () => {
  const repository = await createRepository();
  const files = ['ui/ui-1.0.0.tgz', 'kit/kit-1.0.0.tgz', 'ui/ui-1.1.0.tgz', 'ui/meta.json'];
  const commits: Oid[] = [];
  for (const content of ['a', 'b', undefined, 'c']) {
    for (const file of files) {
      await repository.write(`packages/${file}`, content);
      commits.push(await repository.commit(file));
    }
  }
  const engine = await openTestEngine(repository.dir, 'git');
  const newest = await repository.oid('HEAD');
  const whole = await readHistory({ engine, commit: newest });
  for (const cut of commits.filter((_, index) => index % 3 === 0)) {
    const before = await readHistory({ engine, commit: cut });
    const state = JSON.parse(JSON.stringify(before.state)) as HistoryState;
    const later = await readHistoryAfter({ engine, commit: newest, after: cut, state });
    expect(later?.state).toEqual(whole.state);
    expect(later?.date).toEqual(whole.date);
    for (const folder of whole.folders()) {
      expect(later?.folder(folder, before.folder(folder))).toEqual(whole.folder(folder));
    }
  }
  const [first, second] = commits;
  if (first === undefined || second === undefined) throw new Error('the fixture is wrong');
  const { state } = whole;
  const added = await readHistoryAfter({ engine, commit: second, after: first, state });
  expect([...(added?.folders() ?? [])]).toEqual(['packages/kit']);
  expect(await readHistoryAfter({ engine, commit: first, after: second, state })).toBeUndefined();
});
