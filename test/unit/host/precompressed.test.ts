import { expect, test } from 'vitest';
import { acceptsShape, encodings, twinAt, twinPath } from '../../../src/host/precompressed.ts';
import { outputPath } from '../../support/output-files.ts';

test.each(['foo', 'foo.gz', '@acme/ui', '-/v/foo/1.0.0-rc.gz', '-/a/foo', 'x'.repeat(255)])(
  'a twin of %s lies in a folder of its own, and is known by its path',
  (path) => {
    for (const encoding of encodings) {
      const twin = twinPath(outputPath(path), encoding);
      expect(twin).toBe(`-/z/${encoding}/${path}`);
      expect(twinAt(twin)).toEqual({ of: path, encoding });
    }
  },
);

test.each(['foo', '-/z', '-/z/gzip', '-/z/deflate/foo', '-/zz/gzip/foo', 'x/-/z/gzip/foo'])(
  'nothing is a twin at %s',
  (path) => {
    expect(twinAt(path)).toBeUndefined();
  },
);

test.each([
  ['gzip', true],
  ['GZIP', true],
  ['gzip,deflate', true],
  ['br, gzip', true],
  ['deflate ,\tgzip ; q=0.5', true],
  ['gzip;q=1', true],
  ['gzip;q=1.000, br;q=0', true],
  ['gzip;q=0.001', true],
  ['', false],
  ['identity', false],
  ['*', false],
  ['br', false],
  ['gzip;q=0', false],
  ['gzip; Q=0.000', false],
  ['br;q=1, gzip;q=0', false],
  ['x-gzip', false],
  ['gzipped', false],
  ['gzip2, br', false],
  ['gzip;level=9', false],
])('Accept-Encoding: %j asks for gzip: %s', (header, isAsked) => {
  expect(new RegExp(acceptsShape('gzip'), 'i').test(header)).toBe(isAsked);
});
