// `stillpack purge` on real repositories: the bytes are gone from every ref, and the registry says the same as before.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Oid } from '../../src/source/git-engine.ts';
import { git, openRepository } from '../support/git-repository.ts';
import {
  createPurgeDesk,
  leakedBytes,
  leakedFile,
  leakedSpec,
  objectsOf,
  openPurgeDesk,
  type PurgeDesk,
} from '../support/purge-desk.ts';
import { provenanceOf } from '../support/provenance.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const metaOf = async ({ repository }: PurgeDesk): Promise<unknown> =>
  JSON.parse(await repository.git('show', 'HEAD:packages/@acme/ui/meta.json'));

/** What is true of every purged repository. */
async function expectPurged({ repository, leaked }: PurgeDesk): Promise<void> {
  expect(await repository.git('log', '--all', '--raw', '--no-abbrev', '-m')).not.toContain(leaked);
  expect(await repository.git('rev-list', '--all', '--objects', '--reflog')).not.toContain(leaked);
  expect(await objectsOf(repository)).not.toContain(leaked);
  expect(await repository.git('fsck', '--full', '--strict')).toBe('');
}

/** Each commit of branches and tags with its parents and refs, by subject. */
async function shapeOf({ repository }: PurgeDesk): Promise<Set<string>> {
  const log = await repository.git('log', '--branches', '--tags', '--format=%H|%P|%s|%D');
  const commits = log.split('\n').map((line) => line.split('|'));
  const subjects = new Map(commits.map(([oid = '', , subject = '']) => [oid, subject]));
  return new Set(
    commits.map(([, parents = '', subject = '', refs = '']) => {
      const above = parents.split(' ').map((oid) => subjects.get(oid) ?? '');
      return `${subject} on ${above.join(' and ')}: ${refs}`;
    }),
  );
}

const unpublishedOnly = { modified: expect.anything() as unknown, '1.0.1': undefined };

describe('a leaked version', () => {
  test('is gone from all commits, with a tombstone that keeps its date, and nothing else changes', async () => {
    const desk = await createPurgeDesk();
    await desk.build();
    const before = await desk.times();
    const authors = await desk.repository.git('log', '--format=%an %ae %at %ct %s');
    const report = await desk.purge({ reason: 'a key' });
    await expectPurged(desk);
    expect(report).toMatchObject({ isDone: true, left: [], commits: { rewritten: 4, all: 5 } });
    const time = '2024-01-01T00:01:00.000Z';
    expect(report.versions).toEqual([{ spec: leakedSpec, time }]);
    expect(await metaOf(desk)).toMatchObject({
      unpublished: { '1.0.1': { reason: 'a key', time } },
    });
    const [, ...older] = (await desk.repository.git('log', '--format=%an %ae %at %ct %s')).split(
      '\n',
    );
    expect(older.join('\n')).toBe(authors);
    expect(await desk.repository.git('status', '--porcelain')).toBe('');
    expect(await desk.build('--strict')).toMatchObject({ code: 0 });
    expect(await desk.times()).toEqual({
      ...before,
      '@acme/ui': { ...(before['@acme/ui'] as object), ...unpublishedOnly },
    });
  });

  test('says the same to a build on another machine, which never saw the old commits', async () => {
    const desk = await createPurgeDesk();
    await desk.build();
    const before = await desk.times();
    await desk.purge();
    const clone = await temporaryDirectory();
    await git(clone, ['clone', '-q', `file://${desk.repository.dir}`, 'r']);
    const there = await openPurgeDesk(openRepository(join(clone, 'r')), desk.leaked);
    await there.build('--strict');
    expect(await there.times()).toMatchObject({ 'left-pad': before['left-pad'] });
  });

  test('takes its provenance along, which says where it came from', async () => {
    const file = leakedFile.replace(/tgz$/, 'sigstore');
    const text = provenanceOf({ name: '@acme/ui', version: '1.0.1', tarball: leakedBytes });
    const desk = await createPurgeDesk(async (made) => {
      await made.write(file, text);
      await made.commit('prove');
    });
    const proof = await desk.repository.git('rev-parse', `HEAD:${file}`);
    await desk.purge();
    await expectPurged(desk);
    expect(await objectsOf(desk.repository)).not.toContain(proof);
    expect(await desk.repository.git('ls-tree', '-r', '--name-only', 'HEAD')).not.toContain(file);
    expect(await desk.build('--strict')).toMatchObject({ code: 0 });
  });

  test('goes also when it was unpublished before', async () => {
    const desk = await createPurgeDesk(async (made) => {
      await made.write(leakedFile.replace('1.0.1', '1.0.2'), leakedBytes);
      await made.write(leakedFile.replace('1.0.1', '1.0.2'), undefined);
      await made.commit('nothing');
    });
    await desk.repository.write(leakedFile, undefined);
    await desk.repository.write(
      'packages/@acme/ui/meta.json',
      '{"unpublished": {"1.0.1": {"reason": "a key"}}}\n',
    );
    await desk.repository.commit('unpublish');
    await desk.purge();
    await expectPurged(desk);
    const time = '2024-01-01T00:01:00.000Z';
    expect(await metaOf(desk)).toMatchObject({
      unpublished: { '1.0.1': { reason: 'a key', time } },
    });
  });

  test('can never come back, even where its tombstone is taken away', async () => {
    const desk = await createPurgeDesk();
    await desk.purge();
    await desk.repository.write('packages/@acme/ui/meta.json', undefined);
    await desk.repository.write(leakedFile, leakedBytes);
    await desk.repository.commit('sneak it in');
    const { code, stdout } = await desk.build('--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      versions: 3,
      problems: [{ code: 'VERSION_CHANGED' }],
    });
  });

  test('leaves no id behind by which a forge would still show it', async () => {
    const desk = await createPurgeDesk();
    const old = await desk.repository.git('rev-parse', 'HEAD');
    await desk.purge();
    const contents = await desk.repository.git('log', '--all', '-p', '--format=fuller', '--text');
    expect(contents).not.toContain(desk.leaked);
    expect(contents).not.toContain(old);
    expect(contents).toContain(createHash('sha256').update(desk.leaked).digest('hex'));
  });
});

describe('only a purge that a tombstone speaks of goes without HISTORY_REWRITTEN', () => {
  const codesOf = async (desk: PurgeDesk): Promise<readonly string[]> => {
    const { stdout } = await desk.build('--json');
    const { problems } = JSON.parse(stdout) as { problems: readonly { code: string }[] };
    return problems.map(({ code }) => code);
  };

  test('when the last build was of a commit that the purge replaced', async () => {
    const desk = await createPurgeDesk();
    await desk.build();
    await desk.repository.commit('one more, never built');
    await desk.purge();
    expect(await codesOf(desk)).toEqual([]);
  });

  test('not when somebody else rewrote the history afterwards', async () => {
    const desk = await createPurgeDesk();
    await desk.purge();
    await desk.repository.commit('next');
    await desk.build();
    await desk.repository.commit('amended', { amend: true });
    expect(await codesOf(desk)).toEqual(['HISTORY_REWRITTEN']);
  });
});

describe('wherever the bytes lie', () => {
  test('on branches and annotated tags, in merges, renamed and copied', async () => {
    const desk = await createPurgeDesk(async (repository) => {
      await repository.git('checkout', '-q', '-b', 'side', 'HEAD~1');
      await repository.git('mv', leakedFile, 'moved.bin');
      await repository.commit('move');
      await repository.git('checkout', '-q', 'main');
      await mkdir(join(repository.dir, 'docs'));
      await writeFile(join(repository.dir, 'docs/copy.tgz'), leakedBytes);
      await repository.commit('copy');
      await repository.git('tag', '-a', '-m', 'release', 'v1');
      await repository.git('tag', '-a', '-m', 'tag of a tag', 'v1-again', 'v1');
      await repository.git('tag', 'light');
      await repository.git('checkout', '-q', '-b', 'merged', 'HEAD~2');
      await repository.write('other.txt', 'x');
      await repository.commit('other');
      await repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'main');
      await repository.git('notes', 'add', '-m', 'a note', 'HEAD');
      await repository.git('checkout', '-q', 'main');
    });
    const before = await shapeOf(desk);
    const report = await desk.purge();
    await expectPurged(desk);
    expect(report.bytes.map(({ paths }) => paths)).toEqual([
      ['docs/copy.tgz', 'moved.bin', leakedFile],
    ]);
    expect(report.removed.toSorted()).toEqual(['docs/copy.tgz', leakedFile]);
    const after = await shapeOf(desk);
    expect(after.delete('stillpack purge @acme/ui@1.0.1 on @acme/ui 1.1.0: HEAD -> main')).toBe(
      true,
    );
    before.delete('@acme/ui 1.1.0 on copy: HEAD -> main');
    after.delete('@acme/ui 1.1.0 on copy: ');
    expect(after).toEqual(before);
    expect(await desk.repository.git('cat-file', '-t', 'v1-again')).toBe('tag');
    expect(await desk.repository.git('show', '-s', '--format=%s', 'v1-again^{commit}')).toBe(
      'copy',
    );
    expect(await desk.repository.git('show', 'side:moved.bin')).toMatch(/purged/);
  });

  test('on one branch that was never merged', async () => {
    const desk = await createPurgeDesk();
    await desk.repository.git('checkout', '-q', '-b', 'proposal');
    await desk.repository.write('packages/new/new-1.0.0.tgz', 'a secret');
    await desk.repository.commit('propose');
    const leaked = (await desk.repository.git(
      'rev-parse',
      'HEAD:packages/new/new-1.0.0.tgz',
    )) as Oid;
    await desk.repository.git('checkout', '-q', 'main');
    const main = await desk.repository.git('rev-parse', 'main');
    const report = await desk.purge({ specs: ['new@1.0.0'] });
    await expectPurged({ ...desk, leaked });
    expect(report.versions).toEqual([{ spec: 'new@1.0.0', time: undefined }]);
    expect(report.refs.map(({ name }) => name)).toEqual(['refs/heads/proposal']);
    expect(await desk.repository.git('rev-parse', 'main~1')).toBe(main);
  });

  test.each(['sha1', 'sha256'] as const)('in a bare repository with %s', async (objectFormat) => {
    const desk = await createPurgeDesk(undefined, { objectFormat });
    const folder = await temporaryDirectory();
    await git(folder, ['clone', '-q', '--bare', desk.repository.dir, 'bare.git']);
    const bare = await openPurgeDesk(openRepository(join(folder, 'bare.git')), desk.leaked);
    await bare.purge();
    await expectPurged(bare);
    expect(await metaOf(bare)).toMatchObject({ unpublished: { '1.0.1': {} } });
  });

  test('in two versions at once, and never for one that nobody named', async () => {
    const twin = leakedFile.replace('1.0.1', '1.0.2');
    const desk = await createPurgeDesk(async (made) => {
      await made.write(twin, leakedBytes);
      await made.commit('the same again');
    });
    await expect(desk.purge()).rejects.toMatchObject({ code: 'BYTES_SHARED', path: twin });
    expect(await objectsOf(desk.repository)).toContain(desk.leaked);
    await desk.purge({ specs: [leakedSpec, '@acme/ui@1.0.2'] });
    await expectPurged(desk);
    expect(Object.keys(((await metaOf(desk)) as { unpublished: object }).unpublished)).toEqual([
      '1.0.1',
      '1.0.2',
    ]);
  });

  test('as Git LFS object and pinned pointer: what they point at is named', async () => {
    const sha256 = createHash('sha256').update(leakedBytes).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 10\n`;
    const desk = await createPurgeDesk();
    await desk.repository.write(leakedFile.replace('1.0.1', '1.2.0'), pointer);
    await desk.repository.commit('LFS');
    const stored = join(
      desk.repository.dir,
      '.git/lfs/objects',
      sha256.slice(0, 2),
      sha256.slice(2, 4),
    );
    await mkdir(stored, { recursive: true });
    await writeFile(join(stored, sha256), leakedBytes);
    const { elsewhere } = await desk.purge({ specs: ['@acme/ui@1.2.0'] });
    const lfs = elsewhere.find(({ holder }) => holder === 'git-lfs');
    expect(lfs?.text).toContain(sha256);
    await expect(readFile(join(stored, sha256))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a second run', () => {
  test('has nothing to do', async () => {
    const desk = await createPurgeDesk();
    await desk.purge();
    const refs = await desk.repository.git('for-each-ref');
    expect(await desk.purge()).toMatchObject({ isNeeded: false, isDone: false, refs: [] });
    expect(await desk.repository.git('for-each-ref')).toBe(refs);
  });

  test('in a clone that has taken the new branch removes what lingers there', async () => {
    const desk = await createPurgeDesk();
    const folder = await temporaryDirectory();
    await git(folder, ['clone', '-q', `file://${desk.repository.dir}`, 'r']);
    const clone = await openPurgeDesk(openRepository(join(folder, 'r')), desk.leaked);
    await clone.repository.git('branch', 'old');
    await desk.purge();
    await clone.repository.git('fetch', '-q', '--force');
    await clone.repository.git('reset', '-q', '--hard', '@{upstream}');
    expect(await objectsOf(clone.repository)).toContain(desk.leaked);
    await clone.purge();
    await expectPurged(clone);
    // The same bytes in, the same commits out: nothing has to be pushed or merged.
    expect(await clone.repository.git('rev-parse', 'old')).toBe(
      await desk.repository.git('rev-parse', 'main~1'),
    );
    expect(await clone.repository.git('rev-parse', 'main')).toBe(
      await desk.repository.git('rev-parse', 'main'),
    );
  });
});

test('the remote is said to be pushed over, with commands that do it', async () => {
  const desk = await createPurgeDesk();
  const folder = await temporaryDirectory();
  await git(folder, ['init', '-q', '--bare', 'remote.git']);
  const { repository } = desk;
  await repository.git('remote', 'add', 'origin', join(folder, 'remote.git'));
  await repository.git('tag', 'v1');
  await repository.git('branch', 'side');
  await repository.git('push', '-q', 'origin', 'main', 'v1', 'side');
  await repository.git('branch', '-q', '-D', 'side');
  const { elsewhere } = await desk.purge();
  const { commands = [] } = elsewhere.find(({ holder }) => holder === 'remote') ?? {};
  expect(commands).toHaveLength(2);
  for (const command of commands) await repository.git(...command.split(' ').slice(1), '-q');
  const remote = openRepository(join(folder, 'remote.git'));
  expect(await remote.git('rev-list', '--all', '--objects')).not.toContain(desk.leaked);
  expect(await remote.git('rev-parse', 'main')).toBe(await repository.git('rev-parse', 'main'));
  expect(await remote.git('for-each-ref', '--format=%(refname)')).toBe(
    'refs/heads/main\nrefs/heads/side\nrefs/tags/v1',
  );
});

describe('what cannot be done is refused before anything changes', () => {
  const refusals: readonly [string, string, (desk: PurgeDesk) => Promise<unknown>][] = [
    [
      'a stash on the old history',
      'UNCOMMITTED_CHANGES',
      async ({ repository }) => {
        await repository.write('stillpack.json', '{}');
        await repository.git('stash', '-q');
      },
    ],
    [
      'the same bytes staged elsewhere',
      'UNCOMMITTED_CHANGES',
      async ({ repository }) => {
        await repository.write('new.bin', leakedBytes);
        await repository.git('add', 'new.bin');
      },
    ],
    [
      'no branch',
      'HEAD_DETACHED',
      ({ repository }) => repository.git('checkout', '-q', '--detach'),
    ],
    [
      'another work tree',
      'REPOSITORY_UNSUPPORTED',
      async ({ repository }) =>
        repository.git('worktree', 'add', '-q', join(await temporaryDirectory(), 'w'), '-b', 'w'),
    ],
    [
      'a ref to the bytes themselves',
      'REPOSITORY_UNSUPPORTED',
      ({ repository, leaked }) => repository.git('tag', 'bytes', leaked),
    ],
    [
      'a merge that goes on',
      'GIT_FAILED',
      async ({ repository }) =>
        writeFile(
          join(repository.dir, '.git/MERGE_HEAD'),
          await repository.git('rev-parse', 'HEAD'),
        ),
    ],
  ];
  test.each(refusals)('%s: %s', async (_what, code, prepare) => {
    const desk = await createPurgeDesk();
    await prepare(desk);
    const refs = await desk.repository.git('for-each-ref');
    await expect(desk.purge()).rejects.toMatchObject({ code });
    expect(await desk.repository.git('for-each-ref')).toBe(refs);
  });

  test.each([
    ['--depth=1', 'SHALLOW_CLONE'],
    ['--filter=blob:none', 'REPOSITORY_UNSUPPORTED'],
  ])('a clone with %s: %s', async (option, code) => {
    const desk = await createPurgeDesk();
    await desk.repository.git('config', 'uploadpack.allowFilter', 'true');
    const folder = await temporaryDirectory();
    await git(folder, ['clone', '-q', option, `file://${desk.repository.dir}`, 'r']);
    await expect(desk.purge({ repo: join(folder, 'r') })).rejects.toMatchObject({ code });
  });

  test.each([
    ['@acme/ui@9.9.9', 'VERSION_UNKNOWN'],
    ['nobody@1.0.0', 'PACKAGE_UNKNOWN'],
    ['@acme/ui', 'OPTION_INVALID'],
  ])('%s: %s', async (spec, code) => {
    const desk = await createPurgeDesk();
    await expect(desk.purge({ specs: [spec] })).rejects.toMatchObject({ code });
  });

  test('what is not committed stays as it is', async () => {
    const desk = await createPurgeDesk();
    await desk.repository.write('stillpack.json', '{"url": "https://other.example/"}');
    await desk.purge();
    await expectPurged(desk);
    expect(await desk.repository.git('status', '--porcelain')).toBe(' M stillpack.json');
  });
});

test('a pack that is to be kept, and what it still holds, is said', async () => {
  const desk = await createPurgeDesk();
  await desk.repository.git('repack', '-adq');
  const packs = join(desk.repository.dir, '.git/objects/pack');
  const file = (await readdir(packs)).find((name) => name.endsWith('.pack')) ?? '';
  await writeFile(join(packs, file.replace('.pack', '.keep')), '');
  expect(await desk.purge()).toMatchObject({ isDone: true, left: [desk.leaked] });
});

test('signatures are counted, and go from what is new', async () => {
  const desk = await createPurgeDesk();
  const { repository } = desk;
  const signature = '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n';
  const raw = await repository.git('cat-file', 'commit', 'HEAD');
  const header = `gpgsig ${signature.trim().replaceAll('\n', '\n ')}`;
  const signed = await git(repository.dir, ['hash-object', '-t', 'commit', '-w', '--stdin'], {
    input: `${raw.replace('\n\n', `\n${header}\n\n`)}\n`,
  });
  await repository.git('reset', '-q', '--hard', signed);
  await git(repository.dir, ['tag', '-a', '--cleanup=verbatim', '-F', '-', 'v1'], {
    input: `release\n${signature}`,
  });
  const report = await desk.purge();
  await expectPurged(desk);
  expect(report.signatures).toBe(2);
  expect(await repository.git('for-each-ref', '--format=%(contents)', 'refs/tags/v1')).toBe(
    'release\n',
  );
  expect(await repository.git('cat-file', 'commit', 'main~1')).not.toContain('gpgsig');
});
