// Hostile files of other projects' test suites, when a copy of that collection is at hand: in the folder that
// STILLPACK_HOSTILE_DIR names, or in ../shared/hostile. Its index says what should become of each file. Where it
// is not, a few files of our own stand for it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectTarball } from '../../src/inspect/inspect-tarball.ts';
import { isLegacyName, packageNameOf } from '../../src/package-name.ts';
import { versionOf } from '../../src/version.ts';
import { packageJson, plainManifest } from '../support/inspection.ts';
import { gzip, packageTarball, tarOf } from '../support/tarball.ts';

const named = process.env['STILLPACK_HOSTILE_DIR'];
const folder = named ?? '../shared/hostile';
const isHere = named !== undefined || existsSync(folder);

interface HostileFile {
  readonly path: string;
  /** Begins with ACCEPT or REJECT. */
  readonly expected: string;
  readonly read: () => Uint8Array;
}

interface NameRow {
  readonly name: string;
  readonly validForOldPackages: boolean;
  readonly validForNewPackages: boolean;
}

interface VersionRow {
  readonly version: string;
  /** What semver's loose parse makes of it. */
  readonly loose: string | null;
}

const ourFiles: readonly HostileFile[] = [
  {
    path: 'sound.tgz',
    expected: 'ACCEPT',
    read: () => packageTarball({ manifest: plainManifest, root: 'any' }),
  },
  { path: 'empty.tgz', expected: 'REJECT', read: () => new Uint8Array() },
  {
    path: 'link.tgz',
    expected: 'REJECT',
    read: () => gzip(tarOf([packageJson, { path: 'package/l', type: '2', linkpath: 'x' }])),
  },
];
const ourNames: readonly NameRow[] = [
  { name: '@acme/ui', validForOldPackages: true, validForNewPackages: true },
  { name: 'Legacy', validForOldPackages: true, validForNewPackages: false },
  { name: '../x', validForOldPackages: false, validForNewPackages: false },
];
const ourVersions: readonly VersionRow[] = [
  { version: '1.0.0', loose: '1.0.0' },
  { version: 'v1.0.0+x', loose: '1.0.0' },
  { version: '>=1.0.0', loose: null },
];

function theirFiles(): readonly HostileFile[] {
  return readFileSync(path.join(folder, 'index.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => /"path": "(?:tgz|pkgjson|readme)\//.test(line))
    .map((line) => {
      // The index is of this form, one object a line.
      const row = JSON.parse(line) as { readonly path: string; readonly expected: string };
      return { ...row, read: () => readFileSync(path.join(folder, row.path)) };
    });
}

function theirRows(list: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, 'lists', list), 'utf8'));
}

/** Where we do what the index does not say, and why. */
const deviations: ReadonlyMap<string, 'ACCEPT' | 'REJECT'> = new Map([
  // `0.2.3alpha` is 0.2.3-alpha to semver's loose parse, which npm publishes by; the version is a warning.
  ['pkgjson/npm-registry-couchapp-0-2-3alpha-package.tgz', 'ACCEPT'],
  // Hostile only to a tar reader that is given the gzip file; unpacked, it is an early version of `bl`.
  ['tgz/tar-stream__invalid.tgz', 'ACCEPT'],
  // The index takes it for an archive without package.json, which it has; space-padded numbers are read alike.
  ['tgz/tar-stream__space.tgz', 'ACCEPT'],
]);

function expectationOf({ path: file, expected }: HostileFile): 'ACCEPT' | 'REJECT' | 'EITHER' {
  const deviation = deviations.get(file);
  if (deviation !== undefined) return deviation;
  if (expected.startsWith('ACCEPT or REJECT')) return 'EITHER';
  return expected.startsWith('ACCEPT') ? 'ACCEPT' : 'REJECT';
}

describe('a file comes out as its index says', () => {
  test.each(isHere ? theirFiles() : ourFiles)('$path', async (file) => {
    const start = performance.now();
    const { tarball, problems } = await inspectTarball(file.read(), { path: file.path });
    const refusals = problems.filter(({ severity }) => severity !== 'warning');
    const expectation = expectationOf(file);
    const outcome = refusals.length > 0 ? 'REJECT' : 'ACCEPT';
    if (expectation !== 'EITHER') expect(outcome).toBe(expectation);
    if (outcome === 'ACCEPT') {
      const json = JSON.stringify(tarball);
      expect(Buffer.from(json).toString()).toBe(json);
    }
    for (const problem of problems) expect(problem.path).toBe(file.path);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('a name is read as validate-npm-package-name reads it, up to 214 characters', () => {
  // The list is of this form.
  const rows = isHere ? (theirRows('names.json') as readonly NameRow[]) : ourNames;
  for (const { name, validForOldPackages, validForNewPackages } of rows) {
    const read = packageNameOf(name);
    expect(read !== undefined, name).toBe(validForOldPackages && name.length <= 214);
    if (read !== undefined) expect(isLegacyName(read), name).toBe(!validForNewPackages);
  }
});

test("a version is read as semver's loose parse reads it", () => {
  // The list is of this form.
  const rows = isHere ? (theirRows('versions.json') as readonly VersionRow[]) : ourVersions;
  for (const { version, loose } of rows)
    expect(versionOf(version), version).toBe(loose ?? undefined);
});
