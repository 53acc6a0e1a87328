// Names that mean something to a JavaScript object.
import { describe, expect, test } from 'vitest';
import { own } from '../../src/json.ts';
import { codesOf, factsOf } from '../support/inspection.ts';
import { packageTarball } from '../support/tarball.ts';

const names = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'];

function polluted(): unknown {
  return Reflect.get({}, 'polluted');
}

describe('the manifest', () => {
  test('keeps such keys as its own, and pollutes nothing', async () => {
    const manifest = `{"name":"a","version":"1.0.0","__proto__":{"polluted":1},
      "constructor":{"prototype":{"polluted":1}},"dependencies":{"__proto__":"1.0.0"}}`;
    const tarball = await factsOf(packageTarball({ manifest }));
    expect(polluted()).toBeUndefined();
    expect(own(tarball.manifest, '__proto__')).toEqual({ polluted: 1 });
    expect(JSON.parse(JSON.stringify(tarball.manifest))).toEqual(JSON.parse(manifest));
  });

  test('keeps them when half surrogate pairs are replaced, too', async () => {
    const manifest = String.raw`{"name":"a","version":"1.0.0","__proto__":{"polluted":"\ud800"}}`;
    const bytes = packageTarball({ manifest });
    expect(await codesOf(bytes)).toEqual(['MANIFEST_ENCODING']);
    const tarball = await factsOf(bytes);
    expect(polluted()).toBeUndefined();
    expect(own(tarball.manifest, '__proto__')).toEqual({ polluted: '\uFFFD' });
  });

  test('has no name or version by inheritance', async () => {
    const manifest = '{"__proto__":{"name":"a","version":"1.0.0"}}';
    expect(await codesOf(packageTarball({ manifest }))).toEqual([
      'NAME_INVALID',
      'VERSION_INVALID',
    ]);
  });

  test.each(['__proto__', 'node_modules', 'favicon.ico'])('cannot be named %s', async (name) => {
    const manifest = `{"name":"${name}","version":"1.0.0"}`;
    expect(await codesOf(packageTarball({ manifest }))).toEqual(['NAME_INVALID']);
  });

  test('can be named constructor, as npm allows', async () => {
    const tarball = await factsOf(
      packageTarball({ manifest: { name: 'constructor', version: '1.0.0' } }),
    );
    expect(tarball.name).toBe('constructor');
  });
});

test('files of such names are ordinary files', async () => {
  const files = Object.fromEntries(names.map((name) => [`lib/${name}`, 'x']));
  const roots = Object.fromEntries(names.map((name) => [name, 'x']));
  const bytes = packageTarball({
    manifest: { name: 'a', version: '1.0.0' },
    files: { ...files, ...roots },
  });
  const { entries } = await factsOf(bytes);
  expect(entries.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['lib/__proto__', 'constructor']),
  );
});
