import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { reviewDiffLimits } from '../../../../src/review/difference/diff-limits.ts';
import { differenceOf } from '../../../../src/review/difference/difference.ts';
import type { Difference } from '../../../../src/review/review-report.ts';
import { readVersionOf, type VersionOptions } from '../../../support/read-version.ts';
import { temporaryDirectory } from '../../../support/temp-dir.ts';

async function between(
  from: VersionOptions | undefined,
  to: VersionOptions,
  limits = reviewDiffLimits,
): Promise<Difference> {
  return differenceOf({
    from: from && (await readVersionOf(from)),
    to: await readVersionOf({ version: '1.1.0', ...to }),
    limits,
  });
}

const patchOf = ({ files }: Difference, path: string): string | undefined =>
  files.find((file) => file.path === path)?.patch;

describe('files', () => {
  test('that were added, removed or changed, with their sizes, sorted by path', async () => {
    const { files } = await between(
      { files: { 'same.js': 's', 'gone.js': 'gone\n', 'index.js': 'one\ntwo\nthree' } },
      { files: { 'same.js': 's', 'index.js': 'one\n2\nthree', 'B.js': 'new\n' } },
    );
    expect(files.filter(({ path }) => path !== 'package.json')).toEqual([
      { path: 'B.js', size: { before: undefined, after: 4 }, patch: '@@ -0,0 +1,1 @@\n+new\n' },
      { path: 'gone.js', size: { before: 5, after: undefined }, patch: '@@ -1,1 +0,0 @@\n-gone\n' },
      {
        path: 'index.js',
        size: { before: 13, after: 11 },
        patch: '@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n\\ No newline at end of file\n',
      },
    ]);
  });

  test('of a first version are all new', async () => {
    const difference = await between(undefined, { files: { 'index.js': '' } });
    expect(difference).toMatchObject({ from: undefined, to: '1.1.0' });
    expect(difference.files.map(({ path, size }) => [path, size.before])).toEqual([
      ['index.js', undefined],
      ['package.json', undefined],
    ]);
    expect(patchOf(difference, 'index.js')).toBe('');
  });

  test.each([
    ['a NUL near its beginning', 'a\0b', 'a\0c'],
    ['bytes that are not UTF-8', Buffer.of(0x61, 0xff), Buffer.of(0x62, 0xff)],
    ['such bytes before', Buffer.of(0xff), 'text'],
  ])('with %s have no patch', async (_, before, after) => {
    const difference = await between({ files: { x: before } }, { files: { x: after } });
    expect(difference.files.map(({ path }) => path)).toContain('x');
    expect(patchOf(difference, 'x')).toBeUndefined();
  });

  test('by whose patch git makes one of the other', async () => {
    const texts = [
      ['a\nb\nc', 'a\nb\nc\n'],
      ['', 'a'],
      ['a\n', ''],
      ['a\r\nb\r\n', 'a\nb\r\n'],
      ['\ufeffa\n', 'a\n'],
      ['1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\n6\n7\n8\n9\n0\n'],
    ] as const;
    for (const limits of [reviewDiffLimits, { ...reviewDiffLimits, edits: 0 }]) {
      for (const [before, after] of texts) {
        const difference = await between({ files: { x: before } }, { files: { x: after } }, limits);
        expect(await applied(before, patchOf(difference, 'x') ?? ''), before).toBe(after);
      }
    }
  });
});

describe('limits:', () => {
  const numbers = (count: number, step = 1): string =>
    Array.from({ length: count }, (_, n) => `${n * step}\n`).join('');

  test('a file with too many edits is shown as replaced', async () => {
    const limits = { ...reviewDiffLimits, edits: 3 };
    const from = { files: { few: numbers(9), many: numbers(9) } };
    const to = { files: { few: numbers(10), many: numbers(9, 2) } };
    const difference = await between(from, to, limits);
    expect(patchOf(difference, 'few')).toBe('@@ -7,3 +7,4 @@\n 6\n 7\n 8\n+9\n');
    expect(patchOf(difference, 'many')).toMatch(/^@@ -1,9 \+1,9 @@\n-0\n-1\n/);
  });

  test('package.json has a patch first, then the small files, documents last', async () => {
    const limits = { ...reviewDiffLimits, patches: 200 };
    const files = {
      'README.md': 'r\n',
      'a.js': 'a'.repeat(150),
      'b.js': 'b\n',
      'c.js': 'c'.repeat(30),
    };
    const difference = await between(undefined, { files }, limits);
    const shown = difference.files.filter(({ patch }) => patch !== undefined);
    expect(shown.map(({ path }) => path)).toEqual(['README.md', 'b.js', 'c.js', 'package.json']);
    const total = shown.reduce((sum, { patch = '' }) => sum + patch.length, 0);
    expect(total).toBeLessThanOrEqual(limits.patches);
  });

  test('a larger file has no patch', async () => {
    const [small, large] = ['1\n'.repeat(9), '1\n'.repeat(50)];
    const limits = { ...reviewDiffLimits, file: 100 };
    const from = { files: { small, large } };
    const to = { files: { small: `${small}2\n`, large: `${large}2\n` } };
    const difference = await between(from, to, limits);
    expect(patchOf(difference, 'small')).toContain('+2');
    expect(patchOf(difference, 'large')).toBeUndefined();
    expect(patchOf(await between(from, to), 'large')).toContain('+2');
  });

  test('many files that differ in everything end, with the same result each time', async () => {
    const lines = (seed: number): string =>
      Array.from({ length: 300 }, (_, n) => `${(n * seed) % 9973}\n`).join('');
    const entries = Array.from({ length: 40 }, (_, n) => `f${n}.js`);
    const versionWith = (seed: number): VersionOptions => ({
      files: Object.fromEntries(entries.map((path, n) => [path, lines(seed + n)])),
    });
    const limits = { ...reviewDiffLimits, steps: 1_000_000, patches: 50_000 };
    const once = await between(versionWith(7), versionWith(911), limits);
    expect(await between(versionWith(7), versionWith(911), limits)).toEqual(once);
    expect(once.files.some(({ patch }) => patch === undefined)).toBe(true);
  });
});

describe('package.json', () => {
  test('fields other than dependencies, name and version, as JSON', async () => {
    const { fields } = await between(
      { manifest: { license: 'MIT', main: 'a.js', dependencies: { a: '1' } } },
      { manifest: { license: 'MIT', scripts: { install: 'x' }, constructor: 1 } },
    );
    expect(fields).toEqual([
      { key: 'constructor', before: undefined, after: '1' },
      { key: 'main', before: '"a.js"', after: undefined },
      { key: 'scripts', before: undefined, after: '{"install":"x"}' },
    ]);
  });

  test('a long value is cut, and still differs', async () => {
    const value = 'x'.repeat(5000);
    const { fields } = await between(
      { manifest: { note: `${value}1` } },
      { manifest: { note: `${value}2` } },
    );
    expect(fields).toMatchObject([{ key: 'note' }]);
    expect(fields[0]?.after).toMatch(/^"x+… \(5003 characters\)$/);
  });

  test('dependencies of every kind, by kind and name', async () => {
    const { dependencies, outline } = await between(
      { manifest: { dependencies: { a: '^1', b: '1' }, devDependencies: { d: '1' } } },
      {
        manifest: JSON.parse(
          '{"dependencies": {"a": "^2", "b": "1", "__proto__": "9"}, "peerDependencies": {"p": "*"}, "optionalDependencies": {"o": "3"}, "bundleDependencies": ["b"]}',
        ) as object,
      },
    );
    expect(dependencies).toEqual([
      { kind: 'bundleDependencies', name: 'b', before: undefined, after: 'bundled' },
      { kind: 'dependencies', name: '__proto__', before: undefined, after: '9' },
      { kind: 'dependencies', name: 'a', before: '^1', after: '^2' },
      { kind: 'devDependencies', name: 'd', before: '1', after: undefined },
      { kind: 'optionalDependencies', name: 'o', before: undefined, after: '3' },
      { kind: 'peerDependencies', name: 'p', before: undefined, after: '*' },
    ]);
    expect(outline).toMatchObject({ before: { dependencies: 2 }, after: { dependencies: 4 } });
  });

  test('what a person looks at first, whether or not it changed', async () => {
    const { outline, sizes } = await between(
      { manifest: { license: 'MIT', scripts: { install: 'i', test: 't' } } },
      { manifest: { license: 'MIT' }, files: { 'binding.gyp': '{}' } },
    );
    expect(outline).toEqual({
      before: { dependencies: 0, installScripts: ['install'], licence: 'MIT' },
      after: { dependencies: 0, installScripts: ['install'], licence: 'MIT' },
    });
    expect(sizes).toMatchObject({ files: { before: 1, after: 2 }, installed: undefined });
  });
});

/** What `git apply` makes of a file. */
async function applied(before: string, patch: string): Promise<string> {
  const dir = await temporaryDirectory();
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'x'), before);
  await writeFile(join(dir, 'p'), `diff --git a/x b/x\n--- a/x\n+++ b/x\n${patch}`);
  if (patch !== '')
    await promisify(execFile)('git', ['apply', '--unidiff-zero', 'p'], { cwd: dir });
  return readFile(join(dir, 'x'), 'utf8');
}
