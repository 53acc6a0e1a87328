import { describe, expect, test } from 'vitest';
import { packagePathOf, versionAt } from '../../../src/source/package-path.ts';

describe('the version of a package that a path holds', () => {
  test.each([
    ['packages/ui/ui-2.0.0.tgz', 'ui@2.0.0'],
    ['packages/@acme/ui/ui-2.0.0.tgz', '@acme/ui@2.0.0'],
    ['packages/@acme/ui/acme-ui-2.0.0.tgz', '@acme/ui@2.0.0'],
    ['packages/@acme/ui/ui-2.0.0.tgz.json', '@acme/ui@2.0.0'],
    ['packages/ui/ui-v2.0.0.tgz', 'ui@2.0.0'],
    ['packages/ui/ui-2.0.0+build.5.tgz', 'ui@2.0.0'],
    ['elsewhere/deep/@acme/ui/ui-2.0.0.tgz', undefined],
    ['drafts/ui/ui-2.0.0.tgz', undefined],
    ['packages/ui/old/ui-2.0.0.tgz', undefined],
    ['packages/kit/ui/ui-2.0.0.tgz', undefined],
    ['packages/__proto__x/__proto__x-1.0.0.tgz', undefined],
    ['packages/ui/meta.json', undefined],
    ['packages/ui/ui-2.0.0.json', undefined],
    ['packages/ui/other-2.0.0.tgz', undefined],
    ['packages/@acme/ui-2.0.0.tgz', undefined],
    ['packages/@acme/../ui-2.0.0.tgz', undefined],
    ['ui-2.0.0.tgz', undefined],
    ['', undefined],
  ])('of %s is %s', (path, key) => {
    const place = packagePathOf(path);
    const version = place === undefined ? undefined : versionAt(place);
    expect(version === undefined ? undefined : `${place?.name}@${version}`).toBe(key);
  });
});

describe('the package folder of a path', () => {
  test.each([
    ['packages/ui/a', 'packages/ui', 'a'],
    ['packages/ui/a/b', 'packages/ui', 'a/b'],
    ['packages/@acme/ui/a', 'packages/@acme/ui', 'a'],
  ])('%s is %s', (path, folder, rest) => {
    expect(packagePathOf(path)).toMatchObject({ folder, rest });
  });

  test.each(['packages/a', 'packages/@acme/a', 'other/ui/a', 'packages'])('%s has none', (path) => {
    expect(packagePathOf(path)).toBeUndefined();
  });
});
