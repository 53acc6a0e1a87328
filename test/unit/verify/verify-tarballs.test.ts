// A tarball, its place and what the packument says of it are changed in one way at a time.
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { verify } from '../../../src/verify/verify.ts';
import { builtFor, edit, type Fields, findingsIn } from '../../support/built-registry.ts';
import { gzip, packageTarball } from '../../support/tarball.ts';

const fooTarball = '-/t/foo/foo-1.0.0.tgz';

/** Changes what the packument, and it alone, says of foo@1.0.0's tarball. */
async function editDist(dir: string, fields: Fields): Promise<void> {
  const keys = ['versions', '1.0.0', 'dist'];
  await edit({ dir, path: 'foo', keys }, (dist) => Object.assign(dist, fields));
}

test.each<readonly [string, Fields]>([
  ['a number of files, folders included', { fileCount: 7 }],
  ['an unpacked size', { unpackedSize: 1 }],
])('%s that npm pack does not count is MANIFEST_DIFFERS', async (_what, fields) => {
  const dir = await builtFor('nginx');
  await editDist(dir, fields);
  expect(await findingsIn(dir)).toContain('MANIFEST_DIFFERS foo');
});

test.each<readonly [string, Fields]>([
  ['another hash', { integrity: `sha512-${'A'.repeat(86)}==` }],
  ['a weaker hash alone', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
  ['no hash', { integrity: '' }],
  ['another shasum', { shasum: '0'.repeat(40) }],
  ['a shasum that is none', { shasum: 'x' }],
])('%s is INTEGRITY_MISMATCH', async (_what, fields) => {
  const dir = await builtFor('nginx');
  await editDist(dir, fields);
  expect(await findingsIn(dir)).toContain('INTEGRITY_MISMATCH -/t/foo/foo-1.0.0.tgz');
});

describe('a tarball that npm reads differently is a finding, whatever the packument says', () => {
  test.each<readonly [string, (sound: Buffer) => Uint8Array, string]>([
    [
      'another package.json in a second gzip member, which npm unpacks and others do not',
      (sound) => {
        const tar = gunzipSync(sound);
        const endless = tar.subarray(0, tar.length - 1024);
        const evil = { name: 'foo', version: '1.0.0', scripts: { install: 'evil' } };
        return Buffer.concat([gzip(endless), packageTarball({ manifest: evil })]);
      },
      'TARBALL_UNREADABLE',
    ],
  ])('%s', async (_what, doctor, code) => {
    const dir = await builtFor('nginx');
    const bytes = doctor(await readFile(join(dir, fooTarball)));
    await writeFile(join(dir, fooTarball), bytes);
    await editDist(dir, {
      integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
      shasum: createHash('sha1').update(bytes).digest('hex'),
    });
    expect(await findingsIn(dir)).toContain(`${code} ${fooTarball}`);
  });
});

describe('a tarball on another host', () => {
  const foreign = 'https://files.acme.example/foo/-/foo-1.0.0.tgz';

  /** As `"pointers": "redirect"` in stillpack.json makes it. */
  async function builtElsewhere(fields: Fields = {}): Promise<string> {
    const dir = await builtFor('static');
    await rm(join(dir, '-/stillpack'), { recursive: true });
    await rm(join(dir, fooTarball));
    await editDist(dir, { tarball: foreign, ...fields });
    for (const path of ['-/v/foo/1.0.0', '-/v/foo/latest']) {
      await edit({ dir, path, keys: ['dist'] }, (dist) =>
        Object.assign(dist, { tarball: foreign, ...fields }),
      );
    }
    return dir;
  }

  test('is counted, and no finding', async () => {
    const counts = { packages: 3, versions: 4, elsewhere: 1 };
    const report = { ...counts, recorded: false, findings: [], warnings: [] };
    const dir = await builtElsewhere();
    expect(await verify({ dir })).toEqual(report);
  });

  test('must still be of the version that names it', async () => {
    const dir = await builtElsewhere();
    await edit({ dir, path: 'foo', keys: ['versions', '1.0.0'] }, (entry) => (entry['name'] = 'x'));
    expect(await findingsIn(dir)).toContain('MANIFEST_DIFFERS foo');
  });

  test('is TARBALL_ELSEWHERE when the file is here all the same', async () => {
    const dir = await builtFor('static');
    await editDist(dir, { tarball: foreign });
    expect(await findingsIn(dir)).toContain('TARBALL_ELSEWHERE foo');
  });

  test.each<readonly [string, Fields]>([
    ['a URL of this registry', { tarball: 'https://npm.acme.example/other.tgz' }],
    ['this registry in capitals', { tarball: 'HTTPS://NPM.ACME.EXAMPLE:443/foo-1.0.0.tgz' }],
    ['no sha512', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['a relative URL', { tarball: '/foo-1.0.0.tgz' }],
    ['a file URL', { tarball: 'file:///etc/passwd' }],
    ['a password', { tarball: 'https://a:b@files.acme.example/foo-1.0.0.tgz' }],
    ['no URL', { tarball: null }],
  ])('is TARBALL_MISSING with %s', async (_what, fields) => {
    const dir = await builtElsewhere(fields);
    expect(await findingsIn(dir)).toEqual([`TARBALL_MISSING ${fooTarball}`]);
  });
});
