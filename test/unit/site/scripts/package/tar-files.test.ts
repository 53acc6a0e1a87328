import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readTarFiles } from '../../../../../templates/site/scripts/package/tar-files.ts';
import { gzip, packageTarball, tarOf } from '../../../../support/tarball.ts';

const unpackedLimit = 1e6;

/** As a browser hands it over. */
function bytesOf(tarball: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(tarball);
}

async function pathsIn(tarball: Uint8Array): Promise<string[]> {
  return [...(await readTarFiles(bytesOf(tarball), { unpackedLimit })).keys()];
}

const tarball = packageTarball({ manifest: { name: 'ui' }, files: { 'lib/a.js': 'let a;' } });

describe('the files of a tarball', () => {
  test('are known by their paths without the root folder, whatever its name', async () => {
    expect(await pathsIn(tarball)).toEqual(['package.json', 'lib/a.js']);
    const other = packageTarball({ manifest: {}, root: 'ui-1.0.0' });
    expect(await pathsIn(other)).toEqual(['package.json']);
  });

  test('have the bytes that were packed', async () => {
    const files = await readTarFiles(bytesOf(tarball), { unpackedLimit });
    expect(new TextDecoder().decode(files.get('lib/a.js'))).toBe('let a;');
  });

  test('may have any name', async () => {
    const paths = [
      '__proto__',
      'constructor',
      '../../etc/passwd',
      'javascript:alert(1)',
      '<b>\u202e',
    ];
    const odd = gzip(tarOf(paths.map((path) => ({ path: `package/${path}`, body: 'x' }))));
    expect(await pathsIn(odd)).toEqual(paths);
  });

  test('with one path are the last of them', async () => {
    const twice = ['first', 'second'].map((body) => ({ path: 'package/a', body }));
    const files = await readTarFiles(bytesOf(gzip(tarOf(twice))), { unpackedLimit });
    expect(new TextDecoder().decode(files.get('a'))).toBe('second');
  });

  test('do not include folders and links', async () => {
    const parts = [
      { path: 'package/folder/', type: '5' },
      { path: 'package/link', type: '2', linkpath: '/etc/passwd' },
      { path: 'package/file', body: 'x' },
    ];
    expect(await pathsIn(gzip(tarOf(parts)))).toEqual(['file']);
  });
});

describe('a tarball', () => {
  test('is read when the server’s headers made the browser unpack it', async () => {
    expect(await pathsIn(gunzipSync(tarball))).toEqual(['package.json', 'lib/a.js']);
  });

  test('is read when zeros follow the archive, as npm reads it', async () => {
    const padded = Buffer.concat([tarball, Buffer.alloc(700)]);
    expect(await pathsIn(padded)).toEqual(['package.json', 'lib/a.js']);
  });

  test('that unpacks to more than the limit is refused', async () => {
    const large = packageTarball({ manifest: {}, files: { zeros: new Uint8Array(2e6) } });
    await expect(readTarFiles(bytesOf(large), { unpackedLimit })).rejects.toMatchObject({
      code: 'TARBALL_TOO_LARGE',
    });
  });

  test.each([
    ['cut short', tarball.subarray(0, tarball.length - 20)],
    ['followed by other bytes', Buffer.concat([tarball, Buffer.from('more')])],
    ['changed', Buffer.from(tarball).fill(0xff, 20, 40)],
  ])('that is %s is refused', async (_, damaged) => {
    await expect(readTarFiles(bytesOf(damaged), { unpackedLimit })).rejects.toMatchObject({
      code: 'TARBALL_DAMAGED',
    });
  });
});
