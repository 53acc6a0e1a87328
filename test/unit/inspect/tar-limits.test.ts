// How large an archive may be, entry by entry.
import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../../src/inspect/archive-limits.ts';
import { codesOf, codesWith, packageJson } from '../../support/inspection.ts';
import { gzip, paxHeader, type RawEntry, tarOf } from '../../support/tarball.ts';

describe('limits', () => {
  const limits = { ...archiveLimits, entries: 3 };
  const files = (count: number): RawEntry[] =>
    Array.from({ length: count }, (_, index) => ({ path: `package/${index}` }));

  test('the number of entries', async () => {
    expect(await codesOf(gzip(tarOf([packageJson, ...files(2)])), limits)).toEqual([]);
    const codes = await codesOf(gzip(tarOf([packageJson, ...files(3)])), limits);
    expect(codes).toEqual(['ARCHIVE_LIMIT']);
  });

  test('extension headers of an entry do not count, global headers do', async () => {
    const named = files(2).map((entry) => ({ ...entry, pax: { mtime: '1' } }));
    expect(await codesOf(gzip(tarOf([packageJson, ...named])), limits)).toEqual([]);
    const globals = Array.from({ length: 3 }, () => paxHeader({ comment: 'x' }, { type: 'g' }));
    expect(await codesOf(gzip(tarOf([packageJson, ...globals])), limits)).toEqual([
      'ARCHIVE_LIMIT',
    ]);
  });

  test('hide what the rest of the archive may hold: no package.json is missing then', async () => {
    const bytes = gzip(tarOf([...files(4), packageJson]));
    expect(await codesOf(bytes, limits)).toEqual(['ARCHIVE_LIMIT']);
  });

  test('the length of all extension headers together', async () => {
    const named = files(2).map((entry) => ({ ...entry, pax: { mtime: '1' } }));
    const bytes = gzip(tarOf([packageJson, ...named]));
    const together = 2 * '11 mtime=1\n'.length;
    expect(await codesOf(bytes, { ...archiveLimits, extensions: together })).toEqual([]);
    const codes = await codesOf(bytes, { ...archiveLimits, extensions: together - 1 });
    expect(codes).toEqual(['ARCHIVE_LIMIT']);
  });

  test('the length of a path: 1024 bytes', async () => {
    const path = (length: number): string => 'package/'.padEnd(length, 'x');
    expect(await codesWith({ path: path(1024) })).toEqual([]);
    expect(await codesWith({ path: path(1025) })).toEqual(['ARCHIVE_LIMIT']);
  });

  test('the depth of a path: 64 folders', async () => {
    const path = (folders: number): string => `package/${'a/'.repeat(folders - 1)}file`;
    expect(await codesWith({ path: path(64) })).toEqual([]);
    expect(await codesWith({ path: path(65) })).toEqual(['ARCHIVE_LIMIT']);
  });

  test('the length of all paths together', async () => {
    const bytes = gzip(tarOf([packageJson, { path: 'package/1' }]));
    const together = 'package/package.json'.length + 'package/1'.length;
    expect(await codesOf(bytes, { ...archiveLimits, paths: together })).toEqual([]);
    expect(await codesOf(bytes, { ...archiveLimits, paths: together - 1 })).toEqual([
      'ARCHIVE_LIMIT',
    ]);
  });
});
