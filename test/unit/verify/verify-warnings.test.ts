// Tarballs that a build lets in with a warning, and that npm's own reader takes differently.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../../src/build.ts';
import { verify } from '../../../src/verify/verify.ts';
import { edit } from '../../support/built-registry.ts';
import { createRepository } from '../../support/git-repository.ts';
import { gzip, packageTarball, tarOf } from '../../support/tarball.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

const env = { PATH: process.env['PATH'] };
const foo = { name: 'foo', version: '1.0.0' };
const manifest = { path: 'package/package.json', body: JSON.stringify(foo) };
const junk = Buffer.from('junk');

async function builtWith(tarball: Uint8Array): Promise<string> {
  const repository = await createRepository();
  await repository.write('packages/foo/foo-1.0.0.tgz', tarball);
  await repository.commit('Publish');
  const out = join(await temporaryDirectory(), 'out');
  const url = 'https://npm.acme.example/';
  await build({ repo: repository.dir, out, url, host: 'nginx', cacheDir: repository.dir, env });
  return out;
}

test.each<readonly [string, Uint8Array, object]>([
  [
    'junk behind the gzip stream',
    Buffer.concat([packageTarball({ manifest: foo }), junk]),
    { code: 'READERS_DIFFER', message: expect.stringContaining('GZIP_TRAILING') as string },
  ],
  [
    'a contiguous file, which npm counts as empty,',
    gzip(tarOf([manifest, { path: 'package/c.js', body: '1', type: '7' }])),
    { code: 'MANIFEST_DIFFERS', message: expect.stringContaining('ENTRY_TYPE') as string },
  ],
])('%s is a warning, as it was for the build', async (_, tarball, warning) => {
  const dir = await builtWith(tarball);
  expect(await verify({ dir })).toMatchObject({ findings: [], warnings: [warning] });
});

test('what neither reader makes of such a tarball is a finding', async () => {
  const dir = await builtWith(Buffer.concat([packageTarball({ manifest: foo }), junk]));
  await edit({ dir, path: 'foo', keys: ['versions', '1.0.0', 'dist'] }, (dist) =>
    Object.assign(dist, { unpackedSize: 1 }),
  );
  const { findings } = await verify({ dir });
  expect(findings).toContainEqual(expect.objectContaining({ code: 'MANIFEST_DIFFERS' }));
});

test('bytes that a host added behind a sound tarball are a finding', async () => {
  const dir = await builtWith(packageTarball({ manifest: foo }));
  const file = join(dir, '-/t/foo/foo-1.0.0.tgz');
  const bytes = Buffer.concat([await readFile(file), junk]);
  await writeFile(file, bytes);
  await edit({ dir, path: 'foo', keys: ['versions', '1.0.0', 'dist'] }, (dist) =>
    Object.assign(dist, {
      integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
      shasum: createHash('sha1').update(bytes).digest('hex'),
    }),
  );
  const { findings } = await verify({ dir });
  expect(findings).toContainEqual(expect.objectContaining({ code: 'FILE_CHANGED' }));
});
