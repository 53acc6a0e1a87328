// What npm's own reader makes of an archive, and that no archive costs it more than it may.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../../src/inspect/archive-limits.ts';
import { readAsNpm } from '../../../src/verify/read-as-npm.ts';
import {
  entryBlocks,
  gzip,
  packageTarball,
  paxHeader,
  type RawEntry,
  tarOf,
} from '../../support/tarball.ts';

const MiB = 1024 * 1024;
const manifest = '{"name":"a","version":"1.0.0"}';
const packageJson: RawEntry = { path: 'package/package.json', body: manifest };

function reading(...entries: readonly (RawEntry | Uint8Array)[]) {
  return readAsNpm(gzip(tarOf(entries)));
}

function manifestOf(...entries: readonly RawEntry[]): string | undefined {
  const read = reading(...entries);
  if (typeof read === 'string') throw new TypeError(read);
  return read.manifest === undefined ? undefined : Buffer.from(read.manifest).toString();
}

test('entries of every kind are counted, as npm pack does', () => {
  const read = reading(
    packageJson,
    { path: 'package/lib/', type: '5' },
    { path: 'package/lib/a.js', body: 'x'.repeat(2000), pax: { comment: 'not an entry' } },
    { path: `package/${'long/'.repeat(40)}b.js`, body: 'yy' },
  );
  expect(read).toMatchObject({ entryCount: 4, unpackedSize: manifest.length + 2002 });
});

describe("the package's package.json", () => {
  test('lies below the first folder, whatever that is called', () => {
    expect(manifestOf({ path: 'left-pad/package.json', body: 'a' })).toBe('a');
    expect(manifestOf({ path: 'package/./package.json', body: 'a' })).toBe('a');
  });

  test('is the last of several: it overwrites the others', () => {
    expect(manifestOf(packageJson, { path: 'other/package.json', body: 'b' })).toBe('b');
  });

  test.each<RawEntry>([
    { path: 'package.json', body: 'a' },
    { path: 'package/lib/package.json', body: 'a' },
    { path: 'package/PACKAGE.json', body: 'a' },
    { path: 'package/package.json', type: '2', linkpath: 'other.json' },
  ])('is not $path of type $type', (entry) => {
    expect(manifestOf(entry)).toBeUndefined();
  });
});

test.each<[string, Uint8Array]>([
  ['no gzip file', Buffer.from('x')],
  ['nothing', Buffer.alloc(0)],
  ['cut off', packageTarball({ manifest }).subarray(0, 100)],
  ['followed by other bytes', Buffer.concat([packageTarball({ manifest }), Buffer.from('x')])],
  ['no archive', gzip(Buffer.alloc(1024, 'x'))],
  ['a wrong checksum', gzip(tarOf([{ ...packageJson, checksum: 1 }]))],
  ['a body that is not complete', gzip(tarOf([{ ...packageJson, size: 5000 }]))],
])('%s: there is a reason, and no reading', (_, bytes) => {
  expect(readAsNpm(bytes)).toEqual(expect.any(String));
});

describe('a bomb is given up', () => {
  const blanks = gzipSync(Buffer.alloc(80 * MiB));

  test('when it unpacks to more than a package of its size can', () => {
    const header = gzip(entryBlocks({ path: 'package/a', size: 80 * MiB }));
    expect(readAsNpm(Buffer.concat([header, blanks]))).toMatch(/ratio/);
  });

  test('but what is behind the end of the archive is not even gathered', () => {
    const random = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * index) % 251));
    const sound = gzip(tarOf([packageJson, { path: 'package/a', body: random }]));
    expect(readAsNpm(Buffer.concat([sound, blanks]))).toMatchObject({ entryCount: 2 });
  });

  test.each<[string, Partial<typeof archiveLimits>, readonly (RawEntry | Uint8Array)[]]>([
    ['too many entries', { entries: 2 }, [packageJson, { path: 'a/b' }, { path: 'a/c' }]],
    ['too large a package.json', { manifest: 10 }, [packageJson]],
    [
      'too many extended headers',
      { extensions: 1500 },
      [paxHeader({ comment: 'x'.repeat(1000) }), paxHeader({ comment: 'x'.repeat(1000) })],
    ],
  ])('%s', (_, limits, entries) => {
    const bytes = gzip(tarOf([...entries, { path: 'package/z' }]));
    expect(readAsNpm(bytes)).toEqual(expect.any(Object));
    expect(readAsNpm(bytes, { ...archiveLimits, ...limits })).toMatch(/more than/);
  });
});

test('a part that is all blanks is no bomb when the whole is not', () => {
  const bytes = gzip(tarOf([packageJson, { path: 'package/blank', body: Buffer.alloc(40 * MiB) }]));
  expect(readAsNpm(bytes)).toMatchObject({ entryCount: 2 });
});
