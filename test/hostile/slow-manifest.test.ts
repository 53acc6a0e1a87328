// A package.json of a megabyte, which compresses to a kilobyte, must not cost more than a moment.
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { manifestOf } from '../../src/model/manifest.ts';
import { summaryOf } from '../../src/model/summary.ts';
import { packageWith, tarballWith } from '../support/model.ts';

const megabyte = 1_000_000;

function filled(piece: string): string {
  return piece.repeat(Math.floor(megabyte / piece.length));
}

function numbered(
  count: number,
  entryAt: (index: number) => readonly [string, unknown],
): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => entryAt(index)));
}

/** CPU time, so that a busy machine does not count. */
function millisecondsOf(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function expectMoment(manifest: JsonObject): void {
  const tarball = tarballWith({ manifest });
  expect(millisecondsOf(() => manifestOf(tarball))).toBeLessThan(1000);
  const pkg = packageWith({ versions: [{ version: '1.0.0', manifest }] });
  expect(millisecondsOf(() => summaryOf(pkg))).toBeLessThan(1000);
}

const longPaths = {
  'up and up': filled('../'),
  'down and up': `${'x/'.repeat(megabyte / 4)}${'y/../'.repeat(megabyte / 10)}`,
  'down and up in the style of Windows': `${'x\\'.repeat(megabyte / 4)}${'y\\..\\'.repeat(megabyte / 10)}`,
};

for (const [kind, path] of Object.entries(longPaths)) {
  test.each<[string, JsonObject]>([
    ['main', { main: path }],
    ['bin', { bin: path }],
    ['a program', { bin: { a: path } }],
    ["a program's name", { bin: { [path]: 'a' } }],
    ['a list of programs', { bin: [path] }],
    ['man', { man: path }],
    ['a list of pages', { man: [path] }],
    ['directories.bin', { directories: { bin: path } }],
    ['directories.man', { directories: { man: path } }],
  ])(`a path that goes ${kind} in %s`, (_, manifest) => expectMoment(manifest));
}

test.each([
  '(',
  '<',
  '@',
  ':',
  '#',
  '%41',
  ' ',
  'a/b#',
  'github.com/a/',
  'git+',
  '\\',
  '1||',
  '\n',
])('a megabyte of %j in each field', (piece) => {
  const text = filled(piece);
  for (const field of ['repository', 'bugs', 'homepage', 'author', 'license', 'dependencies']) {
    expectMoment({ [field]: text });
    expectMoment({ [field]: { url: text, email: text, name: text, [text]: text } });
  }
  expectMoment({ repository: `https://github.com/a/b${text}` });
  expectMoment({ repository: `git@github.com:${text}` });
  expectMoment({ contributors: [text], keywords: text, description: text });
});

test.each<[string, JsonObject]>([
  ['programs', { bin: numbered(50_000, (index) => [`b${index}`, '../../x']) }],
  ['long paths', { bin: numbered(245, (index) => [`b${index}`, 'a/../'.repeat(800)]) }],
  ['pages', { man: Array.from({ length: 90_000 }, (_, index) => `${index}.1`) }],
  ['dependencies', { dependencies: numbered(50_000, (index) => [`d${index}`, '^1.0.0']) }],
  [
    'bundled names',
    { bundleDependencies: Array.from({ length: 90_000 }, (_, index) => `${index}`) },
  ],
  ['contributors', { contributors: Array.from({ length: 200_000 }, () => 'a') }],
  ['exports', { exports: numbered(50_000, (index) => [`./${index}`, './x.js']) }],
  ['fields', numbered(90_000, (index) => [`field${index}`, 1])],
])('a megabyte of %s', (_, manifest) => expectMoment(manifest));

test('a path that is too long for a file is left out, and the rest stays', () => {
  const long = 'x/'.repeat(3000);
  const manifest = { main: long, bin: { a: long, b: 'b.js' }, man: [long, 'b.1'] };
  expect(manifestOf(tarballWith({ manifest }))).toMatchObject({
    main: long,
    bin: { b: 'b.js' },
    man: ['b.1'],
  });
});
