import { describe, expect, test } from 'vitest';
import { fileChanges } from '../../../../../templates/site/scripts/package/compare/file-changes.ts';
import { createHunks } from '../../../../../templates/site/scripts/package/compare/hunks.ts';
import { manifestChanges } from '../../../../../templates/site/scripts/package/compare/manifest-changes.ts';
import type { TarFiles } from '../../../../../templates/site/scripts/package/tar-files.ts';

function filesOf(texts: Readonly<Record<string, string>>): TarFiles {
  const encoder = new TextEncoder();
  return new Map(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]));
}

test('files differ by their bytes', () => {
  const from = filesOf({ same: 'x', gone: 'ab', changed: '1' });
  const to = filesOf({ same: 'x', changed: '22', 'a/new': '' });
  expect(fileChanges(from, to)).toEqual([
    { kind: 'added', path: 'a/new', before: 0, after: 0 },
    { kind: 'changed', path: 'changed', before: 1, after: 2 },
    { kind: 'removed', path: 'gone', before: 2, after: 0 },
  ]);
});

describe('the difference of two texts', () => {
  test('has the changed lines, three around them, and both numbers of each', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7', ''].join('\n');
    const hunks = createHunks(before, before.replace('5', 'five'));
    expect(hunks).toHaveLength(1);
    expect(hunks?.[0]?.map(({ kind, before: a, after: b, text }) => [kind, a, b, text])).toEqual([
      ['same', 2, 2, '2'],
      ['same', 3, 3, '3'],
      ['same', 4, 4, '4'],
      ['removed', 5, undefined, '5'],
      ['added', undefined, 5, 'five'],
      ['same', 6, 6, '6'],
      ['same', 7, 7, '7'],
    ]);
  });

  test('tells of an end of line that is missing', () => {
    const [hunk] = createHunks('a\n', 'a') ?? [];
    expect(hunk?.map(({ kind, unended }) => [kind, unended])).toEqual([
      ['removed', undefined],
      ['added', true],
    ]);
  });

  test('is given up when too many lines differ', () => {
    const lines = Array.from({ length: 5001 }, (_, index) => `${index}\n`);
    expect(createHunks('', lines.slice(1).join(''))).toHaveLength(1);
    expect(createHunks('', lines.join(''))).toBeUndefined();
  });
});

describe('what package.json says differently', () => {
  test('is told by section', () => {
    const from = filesOf({
      'package.json': '{"dependencies": {"a": "^1.0.0", "b": "^1.0.0"}, "bin": "cli.js"}',
    });
    const to = filesOf({
      'package.json':
        '{"dependencies": {"a": "^2.0.0", "b": "^1.0.0"}, "scripts": {"__proto__": "x"}, "bin": "cli.js"}',
    });
    expect(manifestChanges(from, to)).toEqual([
      { name: 'dependencies', changes: [{ key: 'a', before: '^1.0.0', after: '^2.0.0' }] },
      { name: 'scripts', changes: [{ key: '__proto__', before: undefined, after: 'x' }] },
    ]);
  });

  test('is nothing where one cannot be read', () => {
    expect(manifestChanges(filesOf({ 'package.json': '{' }), filesOf({}))).toEqual([]);
  });
});
