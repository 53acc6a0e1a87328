// Names of branches, held to the git program itself.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchNameOf, branchNameOfAll } from '../../../src/forge/branch-name.ts';
import { type PackageName, packageNameOf } from '../../../src/package-name.ts';
import { type Version, versionOf } from '../../../src/version.ts';
import { packageName, version } from '../../support/model.ts';

const run = promisify(execFile);
const branch = (name: string, text: string): string =>
  branchNameOf(packageName(name), version(text));

/** Throws where git would not make a branch of that name, or one of another. */
async function checkByGit(name: string): Promise<void> {
  const { stdout } = await run('git', ['check-ref-format', '--branch', name]);
  expect(stdout).toBe(`${name}\n`);
}

const examples = [
  ['ui', '1.0.0', 'publish/ui-1.0.0'],
  ['@acme/ui', '2.0.0-rc.1', 'publish/@acme/ui-2.0.0-rc.1'],
  ['lodash.merge', '4.6.2', 'publish/lodash.merge-4.6.2'],
  ['base-64', '1.0.0', 'publish/base%2d64-1.0.0'],
  ['ui-1.0.0', '1.0.0', 'publish/ui%2d1.0.0-1.0.0'],
  ['ui', '1.0.0-1.0.0', 'publish/ui-1.0.0-1.0.0'],
  ['a..b', '1.0.0', 'publish/a%2e.b-1.0.0'],
  ['ui', '1.0.0-x.lock', 'publish/ui-1.0.0-x%2elock'],
  ['@acme.lock/ui', '1.0.0', 'publish/@acme%2elock/ui-1.0.0'],
  ['@acme./ui', '1.0.0', 'publish/@acme%2e/ui-1.0.0'],
  ["it's~(!)*", '1.0.0', 'publish/it%27s%7e%28%21%29%2a-1.0.0'],
  ['JSONStream', '1.3.5', 'publish/JSONStream-1.3.5'],
] as const;

describe('the branch of', () => {
  test.each(examples)('%s %s is one that git makes', async (name, text, expected) => {
    expect(branch(name, text)).toBe(expected);
    await checkByGit(expected);
  });
});

const part = fc.string({
  unit: fc.constantFrom('a', 'b', '0', '.', '-', '_', '~', '(', 'A'),
  minLength: 1,
  maxLength: 8,
});
const anyName = fc
  .tuple(fc.option(part), part)
  .map(([scope, name]) => packageNameOf(scope === null ? name : `@${scope}/${name}`))
  .filter((name) => name !== undefined);
const pre = fc.string({
  unit: fc.constantFrom('a', '0', '.', '-', '.lock'),
  minLength: 1,
  maxLength: 8,
});
const anyVersion = fc
  .tuple(fc.nat(99), fc.option(pre))
  .map(([major, text]) => versionOf(`${major}.0.1${text === null ? '' : `-${text}`}`))
  .filter((text) => text !== undefined);

/** The package and the version that `<name>-<version>` could be read as. */
function readingsOf(
  text: string,
): readonly { readonly name: PackageName; readonly version: Version }[] {
  return [...text.matchAll(/-/g)].flatMap(({ index }) => {
    const name = packageNameOf(text.slice(0, index));
    const found = versionOf(text.slice(index + 1));
    return name === undefined || found === undefined ? [] : [{ name, version: found }];
  });
}

test('whatever the names, git makes the branch', async () => {
  const check = fc.asyncProperty(anyName, anyVersion, (name, text) =>
    checkByGit(branchNameOf(name, text)),
  );
  await fc.assert(check, { numRuns: 150 });
});

test('no two versions share a branch, however name and version run together', () => {
  const check = fc.property(anyName, fc.array(anyVersion, { minLength: 2 }), (name, versions) => {
    const readings = readingsOf([name, ...versions].join('-'));
    const branches = readings.map((reading) => branchNameOf(reading.name, reading.version));
    expect(new Set(branches).size).toBe(readings.length);
  });
  fc.assert(check, { examples: [[packageName('ui'), [version('1.0.0'), version('1.0.0')]]] });
});

describe('the branch of several versions', () => {
  const all = (...specs: readonly (readonly [string, string])[]): string | undefined =>
    branchNameOfAll(
      specs.map(([name, text]) => ({ name: packageName(name), version: version(text) })),
    );

  test('is one that git makes, names the first, and says how many more', async () => {
    const name = all(['ui', '1.0.0'], ['@acme/ui', '2.0.0'], ['z', '1.0.0']);
    expect(name).toMatch(/^publish\/@acme\/ui-2\.0\.0\+2-[\da-f]{8}$/);
    await checkByGit(name ?? '');
  });

  test('is the same in any order, and another for other versions', () => {
    const name = all(['a', '1.0.0'], ['b', '1.0.0']);
    expect(all(['b', '1.0.0'], ['a', '1.0.0'])).toBe(name);
    expect(all(['a', '1.0.0'], ['b', '1.0.1'])).not.toBe(name);
    expect(all(['a', '1.0.0'], ['c', '1.0.0'])).not.toBe(name);
  });

  test('of one is its own, and of none there is none', () => {
    expect(all(['ui', '1.0.0'])).toBe('publish/ui-1.0.0');
    expect(all()).toBeUndefined();
  });
});
