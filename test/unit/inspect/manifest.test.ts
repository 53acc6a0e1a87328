import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../../src/inspect/archive-limits.ts';
import { own } from '../../../src/json.ts';
import { codesOf, factsOf, inspect } from '../../support/inspection.ts';
import { packageTarball } from '../../support/tarball.ts';

function codesFor(manifest: object | string | Uint8Array): Promise<string[]> {
  return codesOf(packageTarball({ manifest }));
}

const sound = { name: 'a', version: '1.0.0' };

describe('package.json', () => {
  test('may begin with a BOM', async () => {
    const { manifest } = await factsOf(
      packageTarball({ manifest: `\uFEFF${JSON.stringify(sound)}` }),
    );
    expect(manifest).toEqual(sound);
  });

  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a comment', '{"name":"a","version":"1.0.0"} // x'],
    ['a trailing comma', '{"name":"a","version":"1.0.0",}'],
    ['two BOMs', '\uFEFF\uFEFF{}'],
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le')],
    ['an array', '[]'],
    ['null', 'null'],
    ['a string', '"a"'],
  ])('is MANIFEST_INVALID when it holds %s', async (_, manifest) => {
    expect(await codesFor(manifest)).toEqual(['MANIFEST_INVALID']);
  });

  test('in bytes that are not UTF-8 is MANIFEST_ENCODING, and read with U+FFFD', async () => {
    const manifest = Buffer.from('{"name":"a","version":"1.0.0","author":"Andr\u00e9"}', 'latin1');
    const { tarball, problems } = await inspect(packageTarball({ manifest }));
    expect(problems).toEqual([
      expect.objectContaining({ code: 'MANIFEST_ENCODING', severity: 'strict' }),
    ]);
    expect(tarball?.manifest['author']).toBe('Andr\uFFFD');
  });

  test('with half a surrogate pair is MANIFEST_ENCODING, and becomes well-formed everywhere', async () => {
    const manifest = String.raw`{"name":"a","version":"1.0.0","x":{"\ud800":["\udc00y",{"z":"\ud800\ud83d\ude00"}]}}`;
    const { tarball, problems } = await inspect(packageTarball({ manifest }));
    expect(problems.map(({ code }) => code)).toEqual(['MANIFEST_ENCODING']);
    expect(tarball?.manifest['x']).toEqual({ '\uFFFD': ['\uFFFDy', { z: '\uFFFD😀' }] });
  });

  test('with whole pairs, or a backslash before `ud800`, is sound', async () => {
    const manifest = String.raw`{"name":"a","version":"1.0.0","x":"\ud83d\ude00 \\ud800"}`;
    const tarball = await factsOf(packageTarball({ manifest }));
    expect(tarball.manifest['x']).toBe(String.raw`😀 \ud800`);
  });

  test('may be nested 100 deep, not 101', async () => {
    const nested = (depth: number): string =>
      `{"name":"a","version":"1.0.0","x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(await codesFor(nested(100))).toEqual([]);
    expect(await codesFor(nested(101))).toEqual(['ARCHIVE_LIMIT']);
  });

  test('may hold any number of brackets side by side or in text', async () => {
    const manifest = { ...sound, x: Array.from({ length: 200 }, () => []), y: '"[{'.repeat(200) };
    expect(await codesFor(manifest)).toEqual([]);
  });

  test('may be 1 MiB long, not longer', async () => {
    const ofLength = (length: number): string => JSON.stringify(sound).padEnd(length);
    expect(await codesFor(ofLength(archiveLimits.manifest))).toEqual([]);
    expect(await codesFor(ofLength(archiveLimits.manifest + 1))).toEqual(['ARCHIVE_LIMIT']);
  });
});

describe('the name', () => {
  test.each([
    ['missing', undefined],
    ['a number', 5],
    ['empty', ''],
    ['a path', '../a'],
    ['too long', 'a'.repeat(215)],
  ])('that is %s is NAME_INVALID', async (_, name) => {
    expect(await codesFor({ ...sound, name })).toEqual(['NAME_INVALID']);
  });

  test.each(['Capitals', 'http', 'crazy!'])(
    '%s, which npm once accepted, is no fault',
    async (name) => {
      const { tarball, problems } = await inspect(packageTarball({ manifest: { ...sound, name } }));
      expect(problems).toEqual([]);
      expect(tarball?.name).toBe(name);
    },
  );
});

describe('the version', () => {
  test.each([
    ['missing', undefined],
    ['a number', 1],
    ['a range', '^1.0.0'],
    ['two numbers', '1.0'],
  ])('that is %s is VERSION_INVALID', async (_, version) => {
    expect(await codesFor({ ...sound, version })).toEqual(['VERSION_INVALID']);
  });

  test.each([
    ['v1.0.0', '1.0.0'],
    ['1.0.0+build', '1.0.0'],
    ['1.2.3beta', '1.2.3-beta'],
    [' =1.2.3', '1.2.3'],
  ])('%s is LOOSE_VERSION, a warning, and read as %s', async (version, read) => {
    const { tarball, problems } = await inspect(
      packageTarball({ manifest: { ...sound, version } }),
    );
    expect(problems.map(({ code }) => code)).toEqual(['LOOSE_VERSION']);
    expect(tarball?.version).toBe(read);
    expect(own(tarball?.manifest ?? {}, 'version')).toBe(version);
  });
});

test('every fault of name and version is told at once', async () => {
  expect(await codesFor({})).toEqual(['NAME_INVALID', 'VERSION_INVALID']);
});
