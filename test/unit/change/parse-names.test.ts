import { expect, test } from 'vitest';
import { heldPackageOf } from '../../../src/change/held-package.ts';
import {
  parseMaintainer,
  parsePackageSpec,
  parseRange,
  parseScopeName,
  parseTag,
  parseTeamRef,
  parseUserName,
  parseVersion,
} from '../../../src/change/parse-names.ts';
import { encode, packageName } from '../../support/model.ts';

test.each([
  ['@acme/ui', '@acme/ui', ''],
  ['@acme/ui@2.0.0', '@acme/ui', '2.0.0'],
  ['left-pad@>=1 <2', 'left-pad', '>=1 <2'],
  ['left-pad@', 'left-pad', ''],
])('%j is %s with %j', (text, name, rest) => {
  expect(parsePackageSpec(text)).toEqual({ name, rest });
});

test('names are taken as npm takes them', () => {
  expect(parseUserName('@jo')).toBe('jo');
  expect(parseScopeName('@acme')).toBe('acme');
  expect(parseTeamRef('@acme:web')).toEqual({ scope: 'acme', team: 'web' });
  expect(parseMaintainer('acme:web')).toEqual({ scope: 'acme', team: 'web' });
  expect(parseMaintainer('jo')).toBe('jo');
  expect(parseVersion('v1.0.0')).toBe('1.0.0');
  expect(parseRange(' ')).toBe('*');
});

test.each([
  ['a package name', () => parsePackageSpec('../x')],
  ['a package name', () => parsePackageSpec('@acme')],
  ['a version', () => parseVersion('2')],
  ['a version', () => parseVersion('next')],
  ['a user', () => parseUserName('../jo')],
  ['an organisation', () => parseScopeName('a/b')],
  ['a team', () => parseTeamRef('acme')],
  ['a team', () => parseMaintainer('acme:a:b')],
  ['a range', () => parseRange('next')],
  ['a range', () => parseRange(`>${'1'.repeat(300)}`)],
])('what is no name of %s is refused: %#', (_, parse) => {
  expect(parse).toThrow(expect.objectContaining({ code: 'OPTION_INVALID', exitCode: 2 }));
});

test.each(['1.0.0', '1.x', '../x', 'index.html', ''])('%j is no tag', (text) => {
  expect(() => parseTag(text)).toThrow(
    expect.objectContaining({ code: 'TAG_INVALID', exitCode: 2 }),
  );
});

test('a package without a file is none, and one whose meta.json cannot be read is not changed', () => {
  const name = packageName('ui');
  const held = (meta: Uint8Array | 'too-large' | 'not-a-blob' | undefined) => () =>
    heldPackageOf({ name, files: [], provenances: [], meta });
  expect(held(undefined)).toThrow(expect.objectContaining({ code: 'PACKAGE_UNKNOWN' }));
  for (const meta of [encode('{'), encode('{"a": 1}'), encode(''), 'too-large'] as const) {
    expect(held(meta)).toThrow(expect.objectContaining({ code: 'META_INVALID' }));
  }
});
