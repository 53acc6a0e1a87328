import { describe, expect, it } from 'vitest';
import { scopeNameOf } from '../../../src/model/scope-name.ts';
import { teamNameOf, teamRefOf } from '../../../src/model/team-name.ts';
import { userNameOf } from '../../../src/model/user-name.ts';

describe('names of users, scopes and teams', () => {
  it.each(['mira', 'M', 'a-b_c.d', '1st', 'constructor', 'a-', 'x'.repeat(128)])(
    'take %j',
    (name) => {
      expect([userNameOf(name), scopeNameOf(name), teamNameOf(name)]).toEqual([name, name, name]);
    },
  );

  it.each([
    '',
    '.',
    '..',
    '.a',
    'a.',
    '_a',
    '-a',
    'a/b',
    'a\\b',
    'a b',
    'a:b',
    'é',
    'a\0',
    'a\n',
    5,
  ])('refuse %j, which is no path segment that is safe everywhere', (name) => {
    expect([userNameOf(name), scopeNameOf(name), teamNameOf(name)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('refuse what is too long for a file name', () => {
    expect(userNameOf('x'.repeat(129))).toBeUndefined();
  });
});

describe('teamRefOf', () => {
  it.each(['acme:web', '@acme:web'])('reads %s', (text) => {
    expect(teamRefOf(text)).toEqual({ scope: 'acme', team: 'web' });
  });

  it.each(['acme', 'acme:', ':web', 'acme:web:x', '@@acme:web', 'acme/web'])(
    'refuses %s',
    (text) => {
      expect(teamRefOf(text)).toBeUndefined();
    },
  );
});
