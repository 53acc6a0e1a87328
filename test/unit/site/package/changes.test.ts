import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/json.ts';
import { fragmentOf } from '../../../../src/model/fragment-of.ts';
import { changesBetween, type VersionSide } from '../../../../src/site/package/changes.ts';
import { changesView } from '../../../../src/site/package/changes-view.ts';
import { tarballWith } from '../../../support/model.ts';

/** Files by path: the text stands for the digest, its length for the size. */
function side(manifest: JsonObject, files: Readonly<Record<string, string>> = {}): VersionSide {
  const detailed = Object.entries(files).map(([path, text]) => ({
    path,
    size: text.length,
    digest: text,
  }));
  return {
    fragment: fragmentOf(tarballWith({ manifest, files: Object.keys(files) })),
    tarball: {
      files: detailed,
      fileCount: detailed.length,
      changelog: undefined,
    },
  };
}

describe('changesBetween', () => {
  it('tells files that came, went, and have other bytes', () => {
    const before = side({}, { 'a.js': 'x', 'b.js': 'x', 'c.js': 'same' });
    const after = side({ version: '1.1.0' }, { 'b.js': 'longer', 'c.js': 'same', 'd.js': 'new' });
    const { files, previous } = changesBetween(before, after);
    expect(previous).toBe('1.0.0');
    expect(files).toEqual({
      total: 3,
      shown: [
        { name: 'a.js', from: 1, to: undefined },
        { name: 'b.js', from: 1, to: 6 },
        { name: 'd.js', from: undefined, to: 3 },
      ],
    });
  });

  it('tells dependencies by kind, scripts and engines', () => {
    const before = side({
      dependencies: { a: '1', b: '1' },
      devDependencies: { t: '1' },
      scripts: { test: 'x' },
      engines: { node: '>=18' },
    });
    const after = side({
      dependencies: { b: '2' },
      peerDependencies: { a: '1' },
      devDependencies: { t: '1' },
      scripts: { test: 'x', postinstall: 'node x.js' },
      engines: { node: '>=20' },
    });
    const { dependencies, scripts, engines } = changesBetween(before, after);
    expect(dependencies.shown).toEqual([
      { kind: 'dependencies', name: 'a', from: '1', to: undefined },
      { kind: 'dependencies', name: 'b', from: '1', to: '2' },
      { kind: 'peerDependencies', name: 'a', from: undefined, to: '1' },
    ]);
    expect(scripts.shown).toEqual([{ name: 'postinstall', from: undefined, to: 'node x.js' }]);
    expect(engines.shown).toEqual([{ name: 'node', from: '>=18', to: '>=20' }]);
  });

  it('takes names for names', () => {
    const dependencies = JSON.parse('{"__proto__": "1", "constructor": "2"}') as JsonObject;
    const { dependencies: found } = changesBetween(side({}), side({ dependencies }));
    expect(found.shown.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });

  it('keeps the first hundred, and counts all', () => {
    const dependencies = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`d${index}`, '1']),
    );
    const { dependencies: found } = changesBetween(side({}), side({ dependencies }));
    expect(found.shown).toHaveLength(100);
    expect(found.total).toBe(300);
  });

  it('says when not all files were compared', () => {
    const whole = side({}, { a: 'x' });
    const cut = { ...whole, tarball: { ...whole.tarball, fileCount: 9000 } };
    expect(changesBetween(whole, whole).allFiles).toBe(true);
    expect(changesBetween(cut, whole).allFiles).toBe(false);
  });
});

describe('changesView', () => {
  const limits = { count: 10, bytes: 1000 };
  const hrefOf = (version: string): string => `/v/${version}`;

  it('is empty where nothing changed', () => {
    const view = changesView(changesBetween(side({}), side({})), limits, hrefOf);
    expect(view.isEmpty).toBe(true);
    expect(view.sizes.map(({ difference }) => difference)).toEqual(['', '', '']);
  });

  it('says what was before and what is', () => {
    const before = side({ devDependencies: { a: '1' } }, { 'a.js': 'x' });
    const after = side({ devDependencies: { a: '2' } }, { 'a.js': 'xx', 'b.js': '' });
    const { groups, sizes, previousHref } = changesView(
      changesBetween(before, after),
      limits,
      hrefOf,
    );
    expect(previousHref).toBe('/v/1.0.0');
    expect(groups.map(({ title, total, left }) => [title, total, left])).toEqual([
      ['Files', 2, 0],
      ['Dependencies', 1, 0],
    ]);
    expect(groups.flatMap(({ items }) => items)).toEqual([
      { mark: 'changed', name: 'a.js', note: '1 B → 2 B' },
      { mark: 'added', name: 'b.js', note: '0 B' },
      { mark: 'changed', name: 'a', note: '1 → 2 (devDependencies)' },
    ]);
    expect(sizes[0]).toEqual({
      term: 'Unpacked size',
      from: '200 B',
      to: '300 B',
      difference: '+100 B',
    });
  });
});
