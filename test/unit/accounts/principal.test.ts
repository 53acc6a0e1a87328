import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLoginThrottle } from '../../../src/accounts/login-throttle.ts';
import {
  type Authenticate,
  createAuthenticate,
  type Principal,
  writerOf,
} from '../../../src/accounts/principal.ts';
import { createTokenText } from '../../../src/accounts/token-text.ts';
import { userNameOf } from '../../../src/model/user-name.ts';
import { packageNameOf } from '../../../src/package-name.ts';
import { type AccountsDesk, createAccountsDesk, password } from '../../support/accounts-desk.ts';

interface Door extends AccountsDesk {
  /** Who comes from 192.0.2.7, or the code of the refusal. */
  readonly enter: (authorization: string | undefined, address?: string) => Promise<unknown>;
}

async function createDoor(): Promise<Door> {
  const desk = await createAccountsDesk();
  const authenticate: Authenticate = createAuthenticate(desk.accounts, {
    throttle: createLoginThrottle(),
  });
  return {
    ...desk,
    enter: (authorization, address = '192.0.2.7') =>
      authenticate({ authorization, address }).catch((error: unknown) =>
        error instanceof Error && 'code' in error ? error.code : error,
      ),
  };
}

function basic(login: string, secret: string): string {
  return `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`;
}

test('no header is nobody, and only that', async () => {
  const { enter } = await createDoor();
  expect(await enter(undefined)).toEqual({ kind: 'anonymous' });
  expect(await enter('')).toBe('UNAUTHENTICATED');
});

test('a token and a password are their user, in every spelling that clients have', async () => {
  const { accounts, enter } = await createDoor();
  const { token, info } = await accounts.createToken({ login: 'jo', kind: 'login' });
  const byToken = {
    kind: 'user',
    login: 'jo',
    token: { key: info.key, kind: 'login', readonly: false },
  };
  for (const header of [
    `Bearer ${token}`,
    `bearer  ${token}`,
    basic('jo', token),
    basic('jo', token).replaceAll('=', ''),
  ]) {
    expect(await enter(header), header).toEqual(byToken);
  }
  for (const header of [basic('jo', password), basic('jo', password).replace('Basic', 'basic')]) {
    expect(await enter(header), header).toEqual({ kind: 'user', login: 'jo' });
  }
});

test('a password may have colons and letters of any script', async () => {
  const { accounts, enter } = await createDoor();
  const strange = 'a:b::пароль 🙂';
  await accounts.changePassword('jo', strange);
  expect(await enter(basic('jo', strange))).toMatchObject({ login: 'jo' });
});

describe('is refused, and never taken for nobody:', () => {
  const token = createTokenText();
  test.each([
    ['a token of nobody', `Bearer ${token}`],
    ['a token of nobody as a password', basic('jo', token)],
    ['a scheme that we do not have', `Token ${token}`],
    ['a token without a scheme', token],
    ['a scheme alone', 'Bearer'],
    ['a scheme and a blank', 'Bearer '],
    ['another kind of token', 'Bearer npm_0123456789'],
    ['a password as a token', `Bearer ${password}`],
    ['a login alone', basic('jo', '').replace(/=*$/, '')],
    ['a wrong password', basic('jo', 'wrong horse')],
    ['a user that is not there', basic('mira', password)],
    ['no user', basic('', password)],
    ['what is no login', basic('../jo', password)],
    ['what is no base64', 'Basic am86-_-_'],
    ['what is no text', `Basic ${Buffer.from([0xff, 0x3a, 0x41]).toString('base64')}`],
    ['what has no colon', `Basic ${Buffer.from('jo').toString('base64')}`],
    ['two headers in one', `${basic('jo', password)}, ${basic('jo', password)}`],
    ['a header with a line break', `${basic('jo', password)}\n`],
  ])('%s', async (_, header) => {
    const { enter } = await createDoor();
    expect(await enter(header)).toBe('UNAUTHENTICATED');
  });

  test('a token with a login that is not its own', async () => {
    const { accounts, enter } = await createDoor();
    await accounts.addUser({ login: 'mira', password });
    const created = await accounts.createToken({ login: 'jo', kind: 'login' });
    for (const login of ['mira', 'x-oauth-basic', '', 'JO']) {
      expect(await enter(basic(login, created.token)), login).toBe('UNAUTHENTICATED');
    }
    // Some tools write the token for the login.
    expect(await enter(basic(created.token, 'x-oauth-basic'))).toBe('UNAUTHENTICATED');
  });

  test('a token that was revoked, has expired, or lost its user', async () => {
    const { accounts, enter, pass } = await createDoor();
    const create = (expires?: Date) =>
      accounts.createToken({ login: 'jo', kind: 'login', expires });
    const revoked = await create();
    const expired = await create(new Date(Date.UTC(2026, 0, 1, 0, 0, 1)));
    const orphan = await create();
    const all = [revoked, expired, orphan].map((created) => `Bearer ${created.token}`);
    for (const header of all) expect(await enter(header)).toMatchObject({ login: 'jo' });
    await accounts.revokeToken('jo', revoked.info.key);
    pass(1);
    await accounts.removeUser('jo');
    for (const header of all) expect(await enter(header)).toBe('UNAUTHENTICATED');
  });

  test('any other header', async () => {
    const { enter } = await createDoor();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `Bearer ${text}`),
          fc.base64String().map((text) => `Basic ${text}`),
          fc
            .string({ unit: 'binary' })
            .map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
        ),
        async (header) => {
          expect(['UNAUTHENTICATED', 'LOGIN_THROTTLED']).toContain(await enter(header));
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('a token for some networks is good there only', async () => {
  const { accounts, enter } = await createDoor();
  const cidr = ['10.0.0.0/8', '2001:db8::/32'];
  const { token } = await accounts.createToken({ login: 'jo', kind: 'personal', cidr });
  for (const header of [`Bearer ${token}`, basic('jo', token)]) {
    for (const inside of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8::1']) {
      expect(await enter(header, inside), inside).toMatchObject({ login: 'jo' });
    }
    for (const outside of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db9::1', '::1', '', 'unknown']) {
      expect(await enter(header, outside), outside).toBe('TOKEN_FORBIDDEN');
    }
  }
});

test('passwords are throttled, and tokens go on working', async () => {
  const { accounts, enter } = await createDoor();
  const { token } = await accounts.createToken({ login: 'jo', kind: 'login' });
  for (let attempt = 0; attempt < 10; attempt++) {
    expect(await enter(basic('jo', `wrong horse ${attempt}`))).toBe('UNAUTHENTICATED');
  }
  expect(await enter(basic('jo', 'wrong horse'))).toBe('LOGIN_THROTTLED');
  expect(await enter(basic('jo', password))).toBe('LOGIN_THROTTLED');
  expect(await enter(basic('jo', password), '192.0.2.8')).toBe('LOGIN_THROTTLED');
  expect(await enter(`Bearer ${token}`)).toMatchObject({ login: 'jo' });
  expect(await enter(basic('jo', token))).toMatchObject({ login: 'jo' });
});

test('whoever knows the password is not throttled, however often it is sent', async () => {
  const { enter, pass } = await createDoor();
  for (let request = 0; request < 60; request++) {
    pass(600);
    expect(await enter(basic('jo', password))).toMatchObject({ login: 'jo' });
  }
});

describe('the writer', () => {
  const jo = userNameOf('jo');
  const ui = packageNameOf('@acme/ui');
  const other = packageNameOf('@acme/other');
  if (jo === undefined || ui === undefined || other === undefined) throw new Error('names');
  const withToken = (token: object): Principal => ({
    kind: 'user',
    login: jo,
    token: {
      ...{ key: '00', kind: 'login', name: undefined, readonly: false, packages: undefined },
      ...token,
    },
  });

  test.each([
    ['somebody with the password', { kind: 'user', login: jo }, {}, 'jo'],
    ['somebody with a token', withToken({}), {}, 'jo'],
    ['the same, who publishes', withToken({}), { publish: ui }, 'jo'],
    ['nobody', { kind: 'anonymous' }, {}, 'UNAUTHENTICATED'],
    ['nobody, who publishes', { kind: 'anonymous' }, { publish: ui }, 'UNAUTHENTICATED'],
    ['a token that may only read', withToken({ readonly: true }), {}, 'TOKEN_FORBIDDEN'],
    ['a token for the package', withToken({ packages: [ui] }), { publish: ui }, 'jo'],
    ['one for another', withToken({ packages: [other] }), { publish: ui }, 'TOKEN_FORBIDDEN'],
    ['one for none', withToken({ packages: [] }), { publish: ui }, 'TOKEN_FORBIDDEN'],
    ['one for the package, at another write', withToken({ packages: [ui] }), {}, 'TOKEN_FORBIDDEN'],
    [
      'one for the package that may only read',
      withToken({ packages: [ui], readonly: true }),
      { publish: ui },
      'TOKEN_FORBIDDEN',
    ],
  ] as const)('%s', (_, principal, write, expected) => {
    const writer = (): string => writerOf(principal, write);
    if (expected === 'jo') expect(writer()).toBe('jo');
    else expect(writer).toThrow(expect.objectContaining({ code: expected }) as Error);
  });
});
