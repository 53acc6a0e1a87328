// Git keeps hundreds of megabytes of zeros in a few kilobytes: what is far too large is a problem of that file.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, testEnv } from '../support/test-engine.ts';

const MiB = 2 ** 20;

async function repositoryWithPlain(): Promise<GitRepository> {
  const repository = await createRepository();
  const manifest = { name: 'plain', version: '1.0.0' };
  await repository.write('packages/plain/plain-1.0.0.tgz', packageTarball({ manifest }));
  await repository.commit('Publish plain');
  return repository;
}

async function built(repository: GitRepository, engine: 'git' | 'isomorphic-git' = 'git') {
  const { packages, versions, problems } = await build({
    repo: repository.dir,
    out: join(await temporaryDirectory(), 'out'),
    cacheDir: '/nonexistent',
    url: 'https://npm.acme.example/',
    host: 'static',
    engine,
    env: testEnv,
  });
  return { packages, versions, problems: problems.map(({ code, path }) => `${code} ${path}`) };
}

/** Adds a blob or another object under a path, past the work tree. */
async function addObject(repository: GitRepository, path: string, oid: string): Promise<void> {
  await repository.git('update-index', '--add', '--cacheinfo', `100644,${oid},${path}`);
  await repository.git('commit', '-q', '-m', 'Add an object');
}

async function hashObject(repository: GitRepository, input: Uint8Array): Promise<string> {
  return git(repository.dir, ['hash-object', '-w', '--stdin'], { input });
}

/** Valid, but for its length. */
function longJson(object: object): string {
  return `${JSON.stringify(object)}${' '.repeat(5 * MiB)}`;
}

test.each(engineNames)(
  'a tarball of over 256 MiB stops no other package (%s)',
  { timeout: 60_000 },
  async (engine) => {
    const repository = await repositoryWithPlain();
    const zeros = await hashObject(repository, Buffer.alloc(256 * MiB + 1));
    await addObject(repository, 'packages/huge/huge-1.0.0.tgz', zeros);
    await addObject(repository, 'packages/pinned/pinned-1.0.0.tgz.json', zeros);
    for (const packed of [false, true]) {
      if (packed) await repository.git('repack', '-q', '-a', '-d');
      expect(await built(repository, engine)).toEqual({
        packages: 1,
        versions: 1,
        problems: [
          'ARCHIVE_LIMIT packages/huge/huge-1.0.0.tgz',
          'POINTER_INVALID packages/pinned/pinned-1.0.0.tgz.json',
        ],
      });
    }
  },
);

test.each(engineNames)(
  'a tree in the place of a tarball stops no other package (%s)',
  async (engine) => {
    const repository = await repositoryWithPlain();
    const tree = await repository.git('rev-parse', 'HEAD:packages');
    const raw = Buffer.concat([Buffer.from('100644 odd-1.0.0.tgz\0'), Buffer.from(tree, 'hex')]);
    const args = ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'];
    const folder = await git(repository.dir, args, { input: raw });
    await repository.git('read-tree', '--prefix=packages/odd/', folder);
    await repository.git('commit', '-q', '-m', 'Add a tree as a file');
    expect(await built(repository, engine)).toEqual({
      packages: 1,
      versions: 1,
      problems: ['TARBALL_NOT_A_FILE packages/odd/odd-1.0.0.tgz'],
    });
  },
);

test('a meta.json that is too long leaves out its package alone', async () => {
  const repository = await repositoryWithPlain();
  const manifest = { name: 'other', version: '1.0.0' };
  await repository.write('packages/other/other-1.0.0.tgz', packageTarball({ manifest }));
  await repository.write('packages/other/meta.json', longJson({}));
  await repository.commit('Add other');
  expect(await built(repository)).toEqual({
    packages: 1,
    versions: 1,
    problems: ['META_INVALID packages/other/meta.json'],
  });
});

test.each([
  ['users/mira.json', 'USER_INVALID'],
  ['orgs/acme.json', 'ORG_INVALID'],
])('%s that is too long is reported', async (path, code) => {
  const repository = await repositoryWithPlain();
  await repository.write(path, longJson({}));
  await repository.commit('Add a file');
  expect((await built(repository)).problems).toEqual([`${code} ${path}`]);
});

test('a stillpack.json that is too long is refused', async () => {
  const repository = await repositoryWithPlain();
  await repository.write('stillpack.json', longJson({}));
  await repository.commit('Add a configuration');
  await expect(built(repository)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('a Git LFS pointer to over 256 MiB is not followed', async () => {
  const repository = await repositoryWithPlain();
  const oid = 'a'.repeat(64);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${257 * MiB}\n`;
  await repository.write('packages/huge/huge-1.0.0.tgz', pointer);
  await repository.commit('Add a pointer');
  expect((await built(repository)).problems).toEqual([
    'ARCHIVE_LIMIT packages/huge/huge-1.0.0.tgz',
  ]);
});
