import { describe, expect, test } from 'vitest';
import {
  parsePackageName,
  parseVersion,
} from '../../../../../templates/site/scripts/package/names.ts';

describe('a package name in an address', () => {
  test.each(['ui', '@acme/ui', 'JSONStream', '@types/node', "old'(name)!*~", 'a..b', '-'])(
    '%s is one',
    (name) => {
      expect(parsePackageName(name)).toBe(name);
    },
  );

  test.each([
    '',
    '.',
    '..',
    '../x',
    '@acme',
    '@acme/',
    '@../x',
    '@acme/..',
    '@acme/ui/x',
    'a/b',
    'a b',
    'a?b',
    'a#b',
    'a%2fb',
    'a\\b',
    'javascript:alert(1)',
    '<img>',
    'x'.repeat(215),
  ])('%s is none', (text) => {
    expect(parsePackageName(text)).toBeUndefined();
  });
});

test('a version is what semver makes of the text', () => {
  expect(parseVersion('v1.0.0+build')).toBe('1.0.0');
  for (const text of ['', '1', 'latest', '1.0.0/../x', '1.0.0?x', null]) {
    expect(parseVersion(text)).toBeUndefined();
  }
});
