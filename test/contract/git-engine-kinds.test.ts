// Every kind of repository: each engine reads it rightly or refuses it with a code that says what to do.
import { appendFile, mkdir, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GitEngine } from '../../src/source/git-engine.ts';
import { openEngine } from '../../src/source/open-engine.ts';
import { allOf } from '../support/all-of.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, openTestEngine, testEnv } from '../support/test-engine.ts';

type Outcome = 'reads' | 'REPOSITORY_UNSUPPORTED' | 'GIT_FAILED';

interface Kind {
  readonly kind: string;
  /** Makes the repository; gives the folder to open. */
  readonly make: (source: GitRepository) => Promise<string>;
  readonly git: Outcome;
  readonly embedded: Outcome;
}

const here =
  (change: (source: GitRepository) => Promise<unknown>): Kind['make'] =>
  async (source) => {
    await change(source);
    return source.dir;
  };
const clone =
  (...args: string[]): Kind['make'] =>
  async (source) => {
    await source.git('config', 'uploadpack.allowFilter', 'true');
    const dir = join(await temporaryDirectory(), 'clone');
    await git(source.dir, ['clone', '-q', ...args, `file://${source.dir}`, dir]);
    return dir;
  };

const kinds: readonly Kind[] = [
  {
    kind: 'a normal repository',
    make: here(() => Promise.resolve()),
    git: 'reads',
    embedded: 'reads',
  },
  {
    kind: 'a subfolder of a repository',
    make: (source) => Promise.resolve(join(source.dir, 'packages', 'ui')),
    git: 'reads',
    embedded: 'reads',
  },
  {
    kind: 'a packed repository',
    make: here((r) => r.git('gc', '-q')),
    git: 'reads',
    embedded: 'reads',
  },
  { kind: 'a bare repository', make: clone('--bare'), git: 'reads', embedded: 'reads' },
  {
    kind: 'a repository with a .git file',
    make: here(async (source) => {
      const elsewhere = join(await temporaryDirectory(), 'modules', 'registry');
      await mkdir(join(elsewhere, '..'), { recursive: true });
      await rename(join(source.dir, '.git'), elsewhere);
      await writeFile(join(source.dir, '.git'), `gitdir: ${elsewhere}\n`);
    }),
    git: 'reads',
    embedded: 'reads',
  },
  {
    kind: 'a linked worktree',
    make: async (source) => {
      const dir = join(await temporaryDirectory(), 'linked');
      await source.git('worktree', 'add', '-q', '--detach', dir);
      return dir;
    },
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a repository with an index of version 4',
    make: here((r) => r.git('update-index', '--index-version', '4')),
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a repository with a split index',
    make: here((r) => r.git('update-index', '--split-index')),
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a repository with a sparse index',
    make: here((r) => r.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'packages/ui')),
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a sparse checkout with a full index',
    make: here((r) => r.git('sparse-checkout', 'set', '--cone', 'packages/ui')),
    git: 'reads',
    embedded: 'reads',
  },
  {
    kind: 'a partial clone without blobs',
    make: clone('--filter=blob:none', '--bare'),
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a repository that borrows objects',
    make: clone('--reference', '.', '--shared'),
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a repository with a pack over 2 GiB',
    make: here((r) => addHugePack(r)),
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a repository with a pack index of the old format',
    make: here(async (source) => {
      await source.git('config', 'pack.indexVersion', '1');
      await source.git('repack', '-q', '-a', '-d');
    }),
    git: 'reads',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
  {
    kind: 'a repository whose refs are stored as a reftable',
    make: (await knowsReftable()) ? clone('--ref-format=reftable') : here(pretendReftable),
    git: (await knowsReftable()) ? 'reads' : 'GIT_FAILED',
    embedded: 'REPOSITORY_UNSUPPORTED',
  },
];

describe.each(engineNames)('the %s engine', (name) => {
  const outcomeOf = (kind: Kind): Outcome => (name === 'git' ? kind.git : kind.embedded);

  test.each(kinds.filter((kind) => outcomeOf(kind) === 'reads'))(
    'reads $kind',
    async ({ make }) => {
      const source = await sourceRepository();
      const head = await source.oid('HEAD');
      const expected = await facts(await openTestEngine(source.dir, 'git'));
      const engine = await openTestEngine(await make(source), name);
      expect(await engine.resolveCommit('HEAD')).toBe(head);
      expect(await facts(engine)).toEqual(expected);
    },
  );

  test.each(kinds.filter((kind) => outcomeOf(kind) !== 'reads'))(
    'refuses $kind with a hint',
    async (kind) => {
      const dir = await kind.make(await sourceRepository());
      await expect(openTestEngine(dir, name)).rejects.toMatchObject({
        code: outcomeOf(kind),
        hint: expect.stringMatching(/./) as unknown,
      });
    },
  );

  test('knows the work tree, and that a bare repository has none', async () => {
    const source = await sourceRepository();
    const bare = await clone('--bare')(source);
    expect((await openTestEngine(source.dir, name)).workTree).toBe(source.dir);
    expect((await openTestEngine(join(source.dir, 'packages'), name)).workTree).toBe(source.dir);
    expect((await openTestEngine(bare, name)).workTree).toBeUndefined();
  });

  test('refuses the history of a shallow clone where it was cut off', async () => {
    const dir = await clone('--depth=2')(await sourceRepository());
    const engine = await openTestEngine(dir, name);
    const log = engine.firstParentLog(await engine.resolveCommit('HEAD'));
    const walk = async (): Promise<void> => {
      for await (const commit of log) expect(commit.oid).toMatch(/^[0-9a-f]{40}$/);
    };
    await expect(walk()).rejects.toMatchObject({
      code: 'SHALLOW_CLONE',
      hint: expect.stringContaining('--unshallow') as unknown,
    });
  });
});

describe('the git engine', () => {
  test('reads a SHA-256 repository', async () => {
    const source = await createRepository({ objectFormat: 'sha256' });
    await source.write('packages/ui/ui-1.0.0.tgz', 'bytes');
    const commit = await source.commit('one');
    const engine = await openTestEngine(source.dir, 'git');
    expect(engine.objectFormat).toBe('sha256');
    const [file] = await allOf(engine.listFiles(await engine.resolveCommit('HEAD')));
    expect(file?.oid).toHaveLength(64);
    for await (const { oid, changes } of engine.firstParentLog(commit)) {
      expect([oid, changes]).toEqual([
        commit,
        [{ path: file?.path, oid: file?.oid, wasFile: false }],
      ]);
    }
  });

  test('has no bytes for the blobs that a partial clone lacks, and does not fetch them', async () => {
    const source = await sourceRepository();
    const dir = await clone('--filter=blob:none', '--bare')(source);
    const engine = await openTestEngine(dir, 'git');
    const files = await allOf(engine.listFiles(await engine.resolveCommit('HEAD')));
    for (const { oid } of files) expect(await engine.readBlob(oid)).toBeUndefined();
    expect((await engine.blobSizes(files.map(({ oid }) => oid))).size).toBe(0);
    const missing = await git(dir, ['rev-list', '--objects', '--missing=print', 'HEAD']);
    expect(missing.match(/^\?/gm)?.length).toBeGreaterThan(0);
  });

  test('says HISTORY_INCOMPLETE of a clone without trees', async () => {
    const dir = await clone('--filter=tree:0', '--bare')(await sourceRepository());
    const engine = await openTestEngine(dir, 'git');
    const commit = await engine.resolveCommit('HEAD');
    const incomplete = { code: 'HISTORY_INCOMPLETE' };
    await expect(firstOf(engine.listFiles(commit))).rejects.toMatchObject(incomplete);
    await expect(firstOf(engine.firstParentLog(commit))).rejects.toMatchObject(incomplete);
  });

  test('is GIT_MISSING without the program, and auto then takes the other engine', async () => {
    const { dir } = await sourceRepository();
    const env = { ...testEnv, PATH: await temporaryDirectory() };
    await expect(openEngine({ repo: dir, engine: 'git', env })).rejects.toMatchObject({
      code: 'GIT_MISSING',
    });
    expect((await openTestEngine(dir, 'auto', env)).name).toBe('isomorphic-git');
    expect((await openTestEngine(dir, 'auto')).name).toBe('git');
  });

  test('is never a program in the repository itself', async () => {
    const source = await sourceRepository();
    await source.write('git', '#!/bin/sh\ntouch canary\n', 0o755);
    const env = { ...testEnv, PATH: `.:${source.dir.replace(/^\//, '')}` };
    await expect(openEngine({ repo: source.dir, engine: 'git', env })).rejects.toMatchObject({
      code: 'GIT_MISSING',
    });
  });

  test("passes on git's own words when git refuses a repository", async () => {
    const { dir } = await sourceRepository();
    await appendFile(join(dir, '.git', 'config'), '[core\n');
    await expect(openEngine({ repo: dir, engine: 'git', env: testEnv })).rejects.toMatchObject({
      code: 'GIT_FAILED',
      hint: expect.stringContaining('bad config') as unknown,
    });
  });
});

async function firstOf<T>(values: AsyncIterable<T>): Promise<T | undefined> {
  for await (const value of values) return value;
  return undefined;
}

/** Three commits of a small registry. */
async function sourceRepository(): Promise<GitRepository> {
  const source = await createRepository();
  await source.write('packages/ui/ui-1.0.0.tgz', 'one');
  await source.commit('one');
  await source.write('packages/@acme/kit/kit-1.0.0.tgz', 'two');
  await source.commit('two');
  await source.write('packages/ui/ui-1.1.0.tgz', 'three');
  await source.write('docs/x.md', 'x');
  await source.commit('three');
  return source;
}

/** Everything that a build would ask, bytes apart. */
async function facts(engine: GitEngine): Promise<unknown> {
  const commit = await engine.resolveCommit('HEAD');
  const log: unknown[] = [];
  for await (const entry of engine.firstParentLog(commit)) log.push(entry);
  return { files: await allOf(engine.listFiles(commit)), log };
}

/** A file without content on disk that stands for a pack too large for one Buffer. */
async function addHugePack(source: GitRepository): Promise<void> {
  const pack = join(source.dir, '.git', 'objects', 'pack', 'pack-huge.pack');
  await writeFile(pack, '');
  await truncate(pack, 2 ** 31);
}

/** What an older git sees of such a repository. */
async function pretendReftable(source: GitRepository): Promise<void> {
  await source.git('config', 'core.repositoryFormatVersion', '1');
  await appendFile(join(source.dir, '.git', 'config'), '[extensions]\n\trefStorage = reftable\n');
}

async function knowsReftable(): Promise<boolean> {
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(await git('/', ['--version'])) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 45);
}
