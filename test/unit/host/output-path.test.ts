import { expect, test } from 'vitest';
import { foldersAbove, outputPathOf } from '../../../src/host/output-path.ts';

test.each(['foo', '@acme%2fui', '-/t/foo/foo-1.0.0.tgz', '.nojekyll', '...', 'a/..b'])(
  '%j is a path of the output folder',
  (path) => expect(outputPathOf(path)).toBe(path),
);

test.each([
  '',
  '/etc/passwd',
  '..',
  'a/../b',
  'a/./b',
  'a//b',
  'a/',
  'a\\b',
  'a\0b',
  'a\nb',
  '\ud800',
  7,
  undefined,
])('%j is none', (path) => expect(outputPathOf(path)).toBeUndefined());

test('a segment has at most 255 bytes, not characters', () => {
  expect(outputPathOf(`a/${'x'.repeat(255)}/b`)).toBeDefined();
  expect(outputPathOf(`a/${'x'.repeat(256)}/b`)).toBeUndefined();
  expect(outputPathOf('é'.repeat(128))).toBeUndefined();
});

test('folders above a path come outermost first', () => {
  expect(foldersAbove('a/b/c')).toEqual(['a', 'a/b']);
  expect(foldersAbove('a')).toEqual([]);
});
