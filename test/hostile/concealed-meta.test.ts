// A meta.json that cannot be read is never taken for an absent one: its package is not shown at all.
import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

const meta = 'packages/secret/meta.json';

test.each<[string, (repository: GitRepository) => Promise<unknown>]>([
  ['a link', ({ dir }) => symlink('../../elsewhere.json', join(dir, meta))],
  ['a folder', (repository) => repository.write(`${meta}/x`, '{}')],
  ['another spelling', (repository) => repository.write('packages/secret/Meta.json', '{}')],
  [
    'two answers',
    (repository) => repository.write(meta, '{"access":"restricted","access":"public"}'),
  ],
])('%s in the place of meta.json shows nothing of the package', async (_, conceal) => {
  const repository = await createRepository();
  const tarball = packageTarball({ manifest: { name: 'secret', version: '1.0.0' } });
  await repository.write('packages/secret/secret-1.0.0.tgz', tarball);
  await repository.write(meta, '{"access":"restricted"}');
  await repository.commit('Publish');
  await rm(join(repository.dir, meta));
  await conceal(repository);
  await repository.commit('Conceal');
  const out = join(await temporaryDirectory(), 'out');
  const { ok, problems } = await build({
    repo: repository.dir,
    out,
    cacheDir: '/nonexistent',
    url: 'https://npm.acme.example/',
    host: 'static',
    engine: 'git',
    env: testEnv,
  });
  expect(ok).toBe(false);
  expect(problems.map(({ code }) => code)).toEqual(['META_INVALID']);
  const files = await readdir(out, { recursive: true });
  expect(files.filter((file) => file.includes('secret'))).toEqual([]);
});
