import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { manifestOf } from '../../../src/model/manifest.ts';
import { json, tarballWith } from '../../support/model.ts';

function field(key: string, manifest: JsonObject, files: readonly string[] = []): unknown {
  return manifestOf(tarballWith({ manifest, files }))[key];
}

describe('bin', () => {
  it.each([
    ['text', { bin: './bin/x.js' }, { pkg: 'bin/x.js' }],
    ['a scoped name', { name: '@acme/ui', bin: 'x.js' }, { ui: 'x.js' }],
    ['an object', { bin: { a: './a.js', b: 'b.js' } }, { a: 'a.js', b: 'b.js' }],
    ['a list', { bin: ['./bin/a', 'b', 5] }, { a: 'bin/a', b: 'b' }],
    ['a path as a name', { bin: { '../../a': 'a.js', 'c:\\b': 'b.js' } }, { a: 'a.js', b: 'b.js' }],
    ['a path out of the package', { bin: { a: '../../etc/x' } }, { a: 'etc/x' }],
    ['a path in the style of Windows', { bin: { a: '.\\bin\\a.js' } }, { a: 'bin/a.js' }],
    ['no text', { bin: { a: 5, b: null } }, undefined],
    ['no target', { bin: { a: '', b: '.', '..': 'c' } }, undefined],
    ['an empty text', { bin: '' }, undefined],
    ['a number', { bin: 5 }, undefined],
    ['a name from a prototype', { bin: { constructor: 'c.js' } }, { constructor: 'c.js' }],
  ])('is made an object of safe paths: %s', (_, manifest, expected) => {
    expect(field('bin', manifest)).toEqual(expected);
  });

  it('is gone rather than empty when its only name is __proto__', () => {
    expect(field('bin', json('{"bin": {"__proto__": "x.js"}}'))).toBeUndefined();
  });

  const files = ['bin/b.js', 'bin/a', 'bin/sub/a', 'bin/.hidden', 'bin/.d/x', 'lib/c.js', 'binx/d'];

  it('lists the files of directories.bin, the first by path when two share a name', () => {
    expect(field('bin', { directories: { bin: './bin/' } }, files)).toEqual({
      a: 'bin/a',
      'b.js': 'bin/b.js',
    });
  });

  it('comes from directories.bin only when there is none', () => {
    const directories = { bin: 'bin' };
    expect(field('bin', { bin: { z: 'z.js' }, directories }, files)).toEqual({ z: 'z.js' });
    expect(field('bin', { directories: { bin: 'none' } }, files)).toBeUndefined();
    expect(field('bin', { directories: { bin: '' } }, files)).toBeUndefined();
    expect(field('bin', { directories: 'bin' }, files)).toBeUndefined();
  });

  it('lists nothing outside the package', () => {
    expect(field('bin', { directories: { bin: '../../lib' } }, files)).toEqual({
      'c.js': 'lib/c.js',
    });
  });
});

describe('man and directories', () => {
  it('makes man a list of paths inside the package', () => {
    expect(field('man', { man: './man/a.1' })).toEqual(['man/a.1']);
    expect(field('man', { man: ['../a.1', 5, '..'] })).toEqual(['a.1']);
    expect(field('man', { man: 5 })).toBeUndefined();
  });

  it('lists the pages of directories.man', () => {
    const files = ['man/b.1', 'man/a.7', 'man/README.md'];
    expect(field('man', { directories: { man: 'man' } }, files)).toEqual(['man/a.7', 'man/b.1']);
  });

  it('drops folders outside the package', () => {
    const directories = {
      lib: './lib',
      up: '../x',
      deep: 'a/../../b',
      root: '/etc',
      win: 'c:\\x',
      n: 5,
    };
    expect(field('directories', { directories })).toEqual({ lib: './lib' });
    expect(field('directories', { directories: 'lib' })).toBeUndefined();
  });
});

describe('types', () => {
  it.each([
    ['index.d.ts beside no main', {}, ['index.d.ts'], './index.d.ts'],
    ['the declarations beside main', { main: './lib/a.js' }, ['lib/a.d.ts'], './lib/a.d.ts'],
    ['what package.json says', { types: 'x.d.ts' }, ['index.d.ts'], 'x.d.ts'],
    ['nothing when typings are given', { typings: 'x.d.ts' }, ['index.d.ts'], undefined],
    ['nothing when the file is not there', { main: 'a.js' }, ['index.d.ts'], undefined],
    ['nothing for a main outside the package', { main: '../index.js' }, ['index.d.ts'], undefined],
    ['nothing for a main that is no text', { main: ['a.js'] }, ['index.d.ts'], undefined],
  ])('are %s', (_, manifest, files, expected) => {
    expect(field('types', manifest, files)).toBe(expected);
  });
});
