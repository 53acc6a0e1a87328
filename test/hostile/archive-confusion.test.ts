// Archives that clients read differently: each is refused where versions enter, though one client may like it.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, codesWith, inspect, packageJson } from '../support/inspection.ts';
import { gzip, packageTarball, type RawEntry, tarOf } from '../support/tarball.ts';

const sound = packageTarball({ manifest: { name: 'a', version: '1.0.0' } });
const evil = tarOf([{ path: 'package/evil.js', body: 'evil' }]);

describe('gzip', () => {
  test('a second member is not read: npm, yarn and bun do, pnpm 12 and deno do not', async () => {
    const { tarball, problems } = await inspect(Buffer.concat([sound, gzipSync(evil)]));
    expect(problems.map(({ code }) => code)).toEqual(['GZIP_TRAILING']);
    expect(tarball?.entries.map(({ path }) => path)).toEqual(['package.json']);
  });

  test('a second member behind zero padding', async () => {
    const padded = Buffer.concat([sound, Buffer.alloc(512), gzipSync(evil)]);
    expect(await codesOf(padded)).toEqual(['GZIP_TRAILING']);
  });

  test.each([0, 1])(
    'a second package.json in a second member, behind %i zero blocks',
    async (endBlocks) => {
      const first = gzip(tarOf([packageJson], { endBlocks }));
      const second = packageTarball({ manifest: { name: 'a', version: '6.6.6' } });
      const { tarball, problems } = await inspect(Buffer.concat([first, second]));
      expect(problems.map(({ code }) => code).sort()).toEqual([
        'GZIP_TRAILING',
        'MANIFEST_AMBIGUOUS',
      ]);
      expect(tarball).toBeUndefined();
    },
  );

  test('an archive split over two members, which only some join', async () => {
    const tar = tarOf([packageJson, { path: 'package/a', body: 'x'.repeat(2000) }]);
    const split = Buffer.concat([gzipSync(tar.subarray(0, 1536)), gzipSync(tar.subarray(1536))]);
    expect(await codesOf(split)).toEqual(['GZIP_TRAILING', 'TAR_CORRUPT']);
  });

  test('an empty first member', async () => {
    const codes = await codesOf(Buffer.concat([gzipSync(''), sound]));
    expect(codes).toEqual(['GZIP_TRAILING', 'MANIFEST_AMBIGUOUS', 'MANIFEST_MISSING']);
  });

  test('bytes behind the member', async () => {
    expect(await codesOf(Buffer.concat([sound, Buffer.from('evil')]))).toEqual(['GZIP_TRAILING']);
  });

  test('a wrong CRC, which pnpm 12 does not look at', async () => {
    const wrong = Buffer.from(sound);
    wrong.writeUInt32LE(0, wrong.length - 8);
    expect(await codesOf(wrong)).toEqual(['GZIP_CORRUPT']);
  });

  test('a wrong length', async () => {
    const wrong = Buffer.from(sound);
    wrong.writeUInt32LE(0, wrong.length - 4);
    expect(await codesOf(wrong)).toEqual(['GZIP_CORRUPT']);
  });

  test('a plain tar, which all but deno take', async () => {
    expect(await codesOf(tarOf([packageJson]))).toEqual(['GZIP_CORRUPT']);
  });

  test('gzip inside gzip is not unpacked twice', async () => {
    expect(await codesOf(gzip(sound))).toEqual(['TAR_CORRUPT']);
  });
});

describe('tar', () => {
  test('entries behind a lone zero block', async () => {
    const archive = Buffer.concat([
      tarOf([packageJson], { endBlocks: 1 }),
      tarOf([{ path: 'package/evil.js' }]),
    ]);
    expect(await codesOf(gzip(archive))).toEqual(['TAR_TRAILING']);
  });

  test('an archive behind the end of the archive', async () => {
    expect(await codesOf(gzip(Buffer.concat([tarOf([packageJson]), evil])))).toEqual([
      'TAR_TRAILING',
    ]);
  });

  test.each<[string, RawEntry[], string]>([
    [
      'one path twice, with other bytes',
      [
        { path: 'package/a', body: '1' },
        { path: 'package/a', body: '2' },
      ],
      'ENTRY_DUPLICATE',
    ],
    [
      'two letter cases of one path',
      [{ path: 'package/a' }, { path: 'package/A' }],
      'ENTRY_DUPLICATE',
    ],
    [
      'two Unicode forms of one path',
      [{ path: 'package/\u00e9' }, { path: 'package/e\u0301' }],
      'ENTRY_DUPLICATE',
    ],
    [
      'a file and a folder of one name',
      [{ path: 'package/a' }, { path: 'package/a/', type: '5' }],
      'ENTRY_DUPLICATE',
    ],
    [
      'a folder and a file of one name',
      [{ path: 'package/a/', type: '5' }, { path: 'package/a' }],
      'ENTRY_DUPLICATE',
    ],
    [
      'a file that is a folder by another',
      [{ path: 'package/a' }, { path: 'package/A/b/c' }],
      'ENTRY_DUPLICATE',
    ],
    [
      'a file that is a folder, behind a folder that begins alike',
      [{ path: 'package/a' }, { path: 'package/a-b/c' }, { path: 'package/a/b' }],
      'ENTRY_DUPLICATE',
    ],
    ['a second top folder', [{ path: 'other/a' }], 'ROOT_MULTIPLE'],
    ['a top folder in other letters', [{ path: 'Package/a' }], 'ROOT_MULTIPLE'],
    ['a top folder that begins alike', [{ path: 'package2/a' }], 'ROOT_MULTIPLE'],
    ['an empty second top folder', [{ path: 'other/', type: '5' }], 'ROOT_MULTIPLE'],
    ['a file in no folder', [{ path: 'a' }], 'ROOT_MULTIPLE'],
    ['an empty segment', [{ path: 'package/a//b' }], 'ENTRY_NAME'],
    ['a line feed in a name', [{ path: 'package/a\nb' }], 'ENTRY_NAME'],
    ['a terminal escape in a name', [{ path: 'package/\u001b[2J' }], 'ENTRY_NAME'],
    ['a Latin-1 name', [{ path: Buffer.from('package/\u00e9', 'latin1') }], 'ENTRY_NAME'],
    ['a character device', [{ path: 'package/tty', type: '3' }], 'ENTRY_TYPE'],
    ['a block device', [{ path: 'package/sda', type: '4' }], 'ENTRY_TYPE'],
    ['a fifo', [{ path: 'package/pipe', type: '6' }], 'ENTRY_TYPE'],
    ['a GNU sparse file', [{ path: 'package/hole', type: 'S' }], 'ENTRY_TYPE'],
    ['a GNU incremental folder', [{ path: 'package/dump/', type: 'D' }], 'ENTRY_TYPE'],
    ['a symbolic link', [{ path: 'package/l', type: '2', linkpath: 'a' }], 'ENTRY_LINK'],
    ['a hard link', [{ path: 'package/l', type: '1', linkpath: 'package/a' }], 'ENTRY_LINK'],
  ])('%s', async (_, entries, code) => {
    expect(await codesWith(...entries)).toEqual([code]);
  });

  test('a body that is not complete', async () => {
    const archive = tarOf([packageJson, { path: 'package/a', size: 5000, body: 'short' }]);
    expect(await codesOf(gzip(archive))).toEqual(['TAR_CORRUPT']);
  });

  test.each([2 ** 33, 2 ** 46])('a size of %d bytes and no body', async (size) => {
    expect(await codesWith({ path: 'package/a', size })).toEqual(['TAR_CORRUPT']);
  });

  test('a negative size', async () => {
    const patch = (header: Buffer): void => void header.fill(0xff, 124, 136);
    expect(await codesWith({ path: 'package/a', patch })).toEqual(['TAR_CORRUPT']);
  });

  test('a PAX header that contains itself (CVE-2019-20907)', async () => {
    expect(await codesWith({ path: 'x', type: 'x', size: 2 ** 33, body: '' })).toEqual([
      'ARCHIVE_LIMIT',
    ]);
  });
});
