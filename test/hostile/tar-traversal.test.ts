// Entries that would be written outside the package's folder. Nothing is ever extracted; the archive is refused.
import { describe, expect, test } from 'vitest';
import { codesWith, inspect, packageJson } from '../support/inspection.ts';
import { gnuLongName, gzip, type RawEntry, tarOf } from '../support/tarball.ts';

const paths = [
  '../evil',
  'package/../evil',
  'package/../../evil',
  'package/a/../../../evil',
  'package/..',
  '/etc/passwd',
  '//server/share',
  'package//etc/passwd',
  'C:/Windows/evil',
  'C:evil',
  'package/C:evil',
  'package/c:/evil',
  'package\\..\\evil',
  '..\\evil',
  'package/..\\evil',
  '\\\\?\\C:\\evil',
  'package/.. /evil',
  'package/... /evil',
];

describe('a path that escapes is ENTRY_UNSAFE, and nothing is built', () => {
  test.each(paths)('%j in the header', async (path) => {
    const { tarball, problems } = await inspect(gzip(tarOf([packageJson, { path }])));
    expect(problems.map(({ code }) => code)).toContain('ENTRY_UNSAFE');
    expect(tarball).toBeUndefined();
  });

  test.each(paths)('%j in a PAX header', async (path) => {
    expect(await codesWith({ path: 'package/a', pax: { path } })).toContain('ENTRY_UNSAFE');
  });

  test.each(paths)('%j as a GNU long name', async (path) => {
    expect(await codesWith(gnuLongName(path), { path: 'package/a' })).toContain('ENTRY_UNSAFE');
  });

  test.each(paths)('%j as a folder', async (path) => {
    expect(await codesWith({ path: `${path}/`, type: '5' })).toContain('ENTRY_UNSAFE');
  });

  test('a NUL in a PAX path', async () => {
    const pax = { path: 'package/a\0/../../evil' };
    expect(await codesWith({ path: 'package/a', pax })).toContain('ENTRY_UNSAFE');
  });

  test('a NUL in a GNU long name', async () => {
    expect(await codesWith(gnuLongName('package/a\0b'), { path: 'x' })).toContain('ENTRY_UNSAFE');
  });

  test('`..` in the prefix', async () => {
    expect(await codesWith({ path: 'evil', prefix: 'package/..' })).toContain('ENTRY_UNSAFE');
  });
});

describe('a link that leads outside is ENTRY_UNSAFE', () => {
  test.each<[string, RawEntry]>([
    ['an absolute symbolic link', { path: 'package/l', type: '2', linkpath: '/etc' }],
    ['a symbolic link upwards', { path: 'package/l', type: '2', linkpath: '..' }],
    [
      'a symbolic link through a folder',
      { path: 'package/a/l', type: '2', linkpath: 'b/../../../x' },
    ],
    ['a symbolic link to a drive', { path: 'package/l', type: '2', linkpath: 'C:/x' }],
    ['a symbolic link with backslashes', { path: 'package/l', type: '2', linkpath: '..\\x' }],
    ['a hard link upwards', { path: 'package/l', type: '1', linkpath: 'package/../../x' }],
    ['an absolute hard link', { path: 'package/l', type: '1', linkpath: '/etc/passwd' }],
    [
      'a target in a PAX header',
      { path: 'package/l', type: '2', linkpath: 'a', pax: { linkpath: '/etc' } },
    ],
  ])('%s', async (_, entry) => {
    expect(await codesWith(entry)).toEqual(['ENTRY_LINK', 'ENTRY_UNSAFE']);
  });

  test('a target in a GNU header', async () => {
    const long = gnuLongName(`/${'etc/'.repeat(40)}`, { type: 'K' });
    const codes = await codesWith(long, { path: 'package/l', type: '2', linkpath: 'a' });
    expect(codes).toEqual(['ENTRY_LINK', 'ENTRY_UNSAFE']);
  });

  test('a link that stays inside is ENTRY_LINK alone', async () => {
    const link = { path: 'package/node_modules/.bin/a', type: '2', linkpath: '../a/cli.js' };
    expect(await codesWith(link)).toEqual(['ENTRY_LINK']);
  });
});
