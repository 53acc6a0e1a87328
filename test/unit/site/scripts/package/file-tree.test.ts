import { describe, expect, test } from 'vitest';
import {
  childrenOf,
  createFileTree,
  filterPaths,
  foldersAbove,
  type TreeFolder,
} from '../../../../../templates/site/scripts/package/files/file-tree.ts';

function treeOf(...paths: string[]): TreeFolder {
  return createFileTree(paths.map((path) => [path, 1] as const));
}

describe('the tree of files', () => {
  test('has folders first, each kind by name', () => {
    const root = treeOf('b.js', 'lib/x.js', 'a.js', 'docs/y.md', 'lib/a/z.js');
    expect(childrenOf(root).map(({ path }) => path)).toEqual(['docs', 'lib', 'a.js', 'b.js']);
    const lib = root.folders.get('lib');
    expect(lib && childrenOf(lib).map(({ path }) => path)).toEqual(['lib/a', 'lib/x.js']);
  });

  test('has a place for every name', () => {
    const root = treeOf('__proto__', '__proto__/constructor', '../x', '/y', 'a//b');
    expect(childrenOf(root).map(({ name }) => name)).toEqual([
      '',
      '..',
      '__proto__',
      'a',
      '__proto__',
    ]);
  });

  test('takes a path of very many parts', () => {
    const root = treeOf('a/'.repeat(100_000) + 'b');
    expect(childrenOf(root)).toHaveLength(1);
  });
});

test('the folders above a file, outermost first', () => {
  expect(foldersAbove('a/b/c.js')).toEqual(['a', 'a/b']);
  expect(foldersAbove('c.js')).toEqual([]);
});

test('a filter finds paths with all its words, in any case', () => {
  const paths = ['lib/Index.js', 'lib/other.js', 'index.md'];
  expect(filterPaths(paths, 'INDEX lib')).toEqual(['lib/Index.js']);
  expect(filterPaths(paths, 'nothing')).toEqual([]);
});
