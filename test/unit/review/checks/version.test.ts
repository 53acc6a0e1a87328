import { expect, test } from 'vitest';
import { checkVersion } from '../../../../src/review/checks/version.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

const changelog = { 'CHANGELOG.md': '# 3.0.0\n# v2.0.0 (2024)\n# 1.0.0\n# 0.2.0\n' };

async function found(
  version: string,
  versions: readonly string[],
  parts: AddedParts = {},
): Promise<readonly string[]> {
  const added = await addedVersion({ manifest: { version }, versions, files: changelog, ...parts });
  return checkVersion(added).map(({ check, level }) => `${check} ${level}`);
}

test.each([
  ['1.0.0', []],
  ['3.7.1', []],
  ['1.0.1', ['1.0.0']],
  ['1.1.0', ['1.0.5']],
  ['2.0.0', ['1.9.3']],
  ['0.2.0', ['0.1.9']],
  ['2.0.0', ['1.0.0', '2.0.0-rc.1']],
  ['3.0.0', ['1.0.0', '3.0.0-rc.1']],
  ['1.0.0', ['0.9.0', '1.0.0-rc.1']],
  ['4.0.0-rc.7', ['1.0.0']],
])('%s is a next step from %j', async (version, versions) => {
  expect(await found(version, versions)).toEqual([]);
});

test.each([
  ['1.0.2', ['1.0.0']],
  ['1.4.0', ['1.2.0']],
  ['3.0.0', ['1.0.0']],
  ['1.2.1', ['1.1.0']],
])('%s is none from %j', async (version, versions) => {
  expect(await found(version, versions)).toEqual(['version-step info']);
});

test('a version that was taken back, or that comes with it, counts as there', async () => {
  expect(await found('1.0.2', ['1.0.0'], { meta: { unpublished: { '1.0.1': {} } } })).toEqual([]);
  expect(await found('1.0.2', ['1.0.0', '1.0.1'])).toEqual([]);
});

test('warns of a version below the highest, unless a tag is for it', async () => {
  expect(await found('1.0.1', ['1.0.0', '2.0.0'])).toEqual(['version-low warning']);
  const meta = { 'dist-tags': { 'v1-lts': '1.0.1' } };
  expect(await found('1.0.1', ['1.0.0', '2.0.0'], { meta })).toEqual([]);
});

test('a version below a prerelease only is not low', async () => {
  expect(await found('1.0.1', ['1.0.0', '2.0.0-rc.1'])).toEqual([]);
});

test.each([
  ['2.0.0', ['1.4.0'], {}],
  ['2.0.0', ['1.4.0'], { 'CHANGELOG.md': '# 12.0.0\n# 2.0.0-rc.1\n# 2.0.01\n# 1.4.0' }],
  ['0.2.0', ['0.1.4'], {}],
  ['1.0.0', ['0.9.0'], { 'CHANGELOG.md': '# 1.0.0-rc.1' }],
])('asks what breaks in %s after %j', async (version, versions, files) => {
  expect(await found(version, versions, { files })).toEqual(['version-major info']);
});

test('2.0 says as much as 2.0.0', async () => {
  expect(await found('2.0.0', ['1.4.0'], { files: { 'CHANGELOG.md': '## 2.0' } })).toEqual([]);
});

test('a patch need not stand in the changelog', async () => {
  expect(await found('1.0.1', ['1.0.0'], { files: {} })).toEqual([]);
});
