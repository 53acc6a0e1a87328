import { describe, expect, it } from 'vitest';
import { parseDirectory, userOfAuthor } from '../../../src/model/directory.ts';
import { directory, encode, jsonFiles } from '../../support/model.ts';

const noOrgs = { orgs: [] };

describe('users/', () => {
  it('gives profiles sorted by login, which is the file name', () => {
    const { users } = directory({
      users: { zoe: {}, Mira: { name: 'Mira M.', email: 'mira@acme.example', forge: 'mm' } },
    });
    expect([...users.values()]).toEqual([
      { login: 'Mira', name: 'Mira M.', email: 'mira@acme.example', forge: 'mm' },
      { login: 'zoe', name: undefined, email: undefined, forge: undefined },
    ]);
  });

  it('knows an author by address, whatever the case of its letters, and nobody by name', () => {
    const known = directory({ users: { mira: { name: 'Mira', email: 'Mira@acme.example' } } });
    expect(userOfAuthor(known, { name: 'x', email: 'mira@ACME.example' })?.login).toBe('mira');
    expect(userOfAuthor(known, { name: 'Mira', email: 'other@acme.example' })).toBeUndefined();
  });

  it.each([
    ['an unknown key', 'mira', { mail: 'mira@acme.example' }],
    ['an address that is none', 'mira', { email: 'mira' }],
    ['a file name that is no login', '.mira', {}],
    ['a prototype as a login', '__proto__', {}],
    ['no JSON', 'mira', 'name: mira'],
  ])('leaves out %s', (_, stem, content) => {
    const users = jsonFiles('users', Object.fromEntries([[stem, content]]));
    const { directory: known, problems } = parseDirectory({ users, ...noOrgs });
    expect(problems.map(({ code }) => code)).toEqual(['USER_INVALID']);
    expect(known.users.size).toBe(0);
  });

  it('leaves out both of two users who claim one address', () => {
    const { directory: known, problems } = parseDirectory({
      users: jsonFiles('users', {
        eve: { email: 'mira@acme.example' },
        mira: { email: 'MIRA@acme.example' },
        jo: {},
      }),
      ...noOrgs,
    });
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['USER_INVALID', 'users/eve.json'],
      ['USER_INVALID', 'users/mira.json'],
    ]);
    expect([...known.users.keys()]).toEqual(['jo']);
    expect(known.byEmail.size).toBe(0);
  });

  it('has room for constructor and toString', () => {
    const { users } = directory({ users: { constructor: {}, toString: {} } });
    expect([...users.keys()]).toEqual(['constructor', 'toString']);
  });
});

describe('orgs/', () => {
  it('gives members, teams and permissions, sorted', () => {
    const { orgs } = directory({
      orgs: {
        acme: {
          members: { zoe: 'developer', mira: 'owner' },
          teams: {
            web: { members: ['zoe', 'mira', 'zoe'], packages: { '@acme/ui': 'read-write' } },
            empty: {},
          },
        },
      },
    });
    expect([...orgs.values()]).toEqual([
      {
        scope: 'acme',
        members: new Map([
          ['mira', 'owner'],
          ['zoe', 'developer'],
        ]),
        teams: new Map([
          ['empty', { members: [], packages: new Map() }],
          ['web', { members: ['mira', 'zoe'], packages: new Map([['@acme/ui', 'read-write']]) }],
        ]),
      },
    ]);
  });

  it.each([
    ['an unknown role', { members: { mira: 'boss' } }],
    ['an unknown permission', { teams: { web: { packages: { a: 'write' } } } }],
    ['a member that is no user name', { members: { 'a b': 'owner' } }],
    ['a team that is no name', { teams: { 'a:b': {} } }],
    ['a team member that is no user name', { teams: { web: { members: ['/'] } } }],
    ['a package that is no name', { teams: { web: { packages: { '../a': 'read-only' } } } }],
    ['an unknown key', { team: {} }],
  ])('leaves out an organisation with %s', (_, content) => {
    const orgs = [{ path: 'orgs/acme.json', bytes: encode(content) }];
    const { directory: known, problems } = parseDirectory({ users: [], orgs });
    expect(problems.map(({ code }) => code)).toEqual(['ORG_INVALID']);
    expect(known.orgs.size).toBe(0);
  });
});
