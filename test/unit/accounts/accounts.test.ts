import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { packageNameOf } from '../../../src/package-name.ts';
import { createAccountsDesk, password } from '../../support/accounts-desk.ts';

const day = 24 * 60 * 60;

describe('users', () => {
  test('are found with what they gave, and never with a secret', async () => {
    const { accounts } = await createAccountsDesk();
    const jo = { login: 'jo', email: 'jo@acme.example', created: '2026-01-01T00:00:00.000Z' };
    expect(await accounts.findUser('jo')).toEqual(jo);
    expect(await accounts.checkPassword('jo', password)).toEqual(jo);
    expect(await accounts.listUsers()).toEqual([jo]);
    expect(await accounts.findUser('mira')).toBeUndefined();
  });

  test.each([
    ['another password', 'jo', 'another one'],
    ['a password with a blank more', 'jo', `${password} `],
    ['none', 'jo', ''],
    ['one that is too long', 'jo', 'x'.repeat(1001)],
    ['nobody', 'mira', password],
    ['another spelling of the login', 'JO', password],
    ['what is no login', '__proto__', password],
  ])('%s is refused', async (_, login, attempt) => {
    const { accounts } = await createAccountsDesk();
    expect(await accounts.checkPassword(login, attempt)).toBeUndefined();
  });

  test('one password may be typed in two ways of Unicode', async () => {
    const { accounts } = await createAccountsDesk();
    await accounts.addUser({ login: 'zoe', password: 'gru\u0308n ist gut' });
    expect(await accounts.checkPassword('zoe', 'gr\u00fcn ist gut')).toBeDefined();
  });

  test.each([
    ['a taken login', { login: 'jo' }, 'ACCOUNT_EXISTS'],
    ['a login that some disks take for another', { login: 'Jo' }, 'ACCOUNT_EXISTS'],
    ['a login that is none', { login: '../jo' }, 'OPTION_INVALID'],
    ['an email that is none', { email: 'nowhere' }, 'OPTION_INVALID'],
    ['a short password', { password: '123456789' }, 'PASSWORD_INVALID'],
    ['one that is short in characters only', { password: '🙂'.repeat(9) }, 'PASSWORD_INVALID'],
    ['a long one', { password: 'é'.repeat(501) }, 'PASSWORD_INVALID'],
    ['one with a line break', { password: 'correct\nhorse' }, 'PASSWORD_INVALID'],
  ])('%s is not added', async (_, wrong, code) => {
    const { accounts, file } = await createAccountsDesk();
    const before = await readFile(file);
    const user = { login: 'mira', password, ...wrong };
    await expect(accounts.addUser(user)).rejects.toMatchObject({ code });
    expect(await readFile(file)).toEqual(before);
  });

  test('a password that is a token is not taken, since it could not log in', async () => {
    const { accounts } = await createAccountsDesk();
    const { token } = await accounts.createToken({ login: 'jo', kind: 'personal' });
    await expect(accounts.changePassword('jo', token)).rejects.toMatchObject({
      code: 'PASSWORD_INVALID',
    });
  });

  test('a new password counts at once, the old one no longer, and tokens stay', async () => {
    const { accounts, openAgain } = await createAccountsDesk();
    const other = await openAgain();
    const { token } = await accounts.createToken({ login: 'jo', kind: 'login' });
    expect(await other.checkPassword('jo', password)).toBeDefined();
    await accounts.changePassword('jo', 'another horse');
    for (const each of [accounts, other]) {
      expect(await each.checkPassword('jo', password)).toBeUndefined();
      expect(await each.checkPassword('jo', 'another horse')).toBeDefined();
      expect(await each.findToken(token)).toBeDefined();
    }
  });

  test('a removed user is gone with the tokens, also for another process', async () => {
    const { accounts, openAgain } = await createAccountsDesk();
    const other = await openAgain();
    const { token } = await accounts.createToken({ login: 'jo', kind: 'login' });
    expect(await other.findToken(token)).toBeDefined();
    await accounts.removeUser('jo');
    expect(await other.findUser('jo')).toBeUndefined();
    expect(await other.checkPassword('jo', password)).toBeUndefined();
    expect(await other.findToken(token)).toBeUndefined();
    await other.addUser({ login: 'jo', password });
    expect(await accounts.findToken(token)).toBeUndefined();
  });

  test('an email is set and removed', async () => {
    const { accounts } = await createAccountsDesk();
    await accounts.setEmail('jo', 'new@acme.example');
    expect(await accounts.findUser('jo')).toMatchObject({ email: 'new@acme.example' });
    await accounts.setEmail('jo', undefined);
    expect((await accounts.findUser('jo'))?.email).toBeUndefined();
  });

  test('nobody is changed who is not there', async () => {
    const { accounts } = await createAccountsDesk();
    const code = { code: 'ACCOUNT_UNKNOWN' };
    await expect(accounts.changePassword('mira', password)).rejects.toMatchObject(code);
    await expect(accounts.removeUser('mira')).rejects.toMatchObject(code);
    await expect(accounts.setEmail('mira', 'a@b.c')).rejects.toMatchObject(code);
    const token = { login: 'mira', kind: 'personal' } as const;
    await expect(accounts.createToken(token)).rejects.toMatchObject(code);
  });
});

describe('tokens', () => {
  test('are found by their text, with their limits', async () => {
    const { accounts } = await createAccountsDesk();
    const ui = packageNameOf('@acme/ui');
    const { token, info } = await accounts.createToken({
      login: 'jo',
      kind: 'personal',
      name: 'laptop',
      readonly: true,
      cidr: ['10.0.0.0/8'],
      packages: ui && [ui],
      expires: new Date(Date.UTC(2026, 0, 2)),
    });
    expect(info).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      login: 'jo',
      kind: 'personal',
      name: 'laptop',
      readonly: true,
      cidr: ['10.0.0.0/8'],
      packages: ['@acme/ui'],
      created: '2026-01-01T00:00:00.000Z',
      expires: '2026-01-02T00:00:00.000Z',
    });
    expect(await accounts.findToken(token)).toEqual(info);
    expect(await accounts.listTokens('jo')).toEqual([info]);
    expect(await accounts.listTokens('mira')).toEqual([]);
  });

  test('no secret is in the file', async () => {
    const { accounts, file } = await createAccountsDesk();
    const { token } = await accounts.createToken({ login: 'jo', kind: 'personal' });
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(token.slice(4, 47));
    expect(text).not.toContain(password);
  });

  test('end when they expire, and are gone from the file with the next token', async () => {
    const { accounts, file, pass } = await createAccountsDesk();
    const expires = new Date(Date.UTC(2026, 0, 2));
    const { token, info } = await accounts.createToken({ login: 'jo', kind: 'login', expires });
    pass(day - 1);
    expect(await accounts.findToken(token)).toBeDefined();
    pass(1);
    expect(await accounts.findToken(token)).toBeUndefined();
    expect(await accounts.listTokens()).toEqual([]);
    await accounts.createToken({ login: 'jo', kind: 'login' });
    expect(await readFile(file, 'utf8')).not.toContain(info.key);
  });

  test.each(['key', 'text'])('are revoked by their %s, at once and for all', async (by) => {
    const { accounts, openAgain } = await createAccountsDesk();
    const other = await openAgain();
    const { token, info } = await accounts.createToken({ login: 'jo', kind: 'login' });
    const kept = await accounts.createToken({ login: 'jo', kind: 'login' });
    expect(await other.findToken(token)).toBeDefined();
    expect(await accounts.revokeToken('jo', by === 'key' ? info.key : token)).toEqual(info);
    expect(await other.findToken(token)).toBeUndefined();
    expect(await other.findToken(kept.token)).toBeDefined();
  });

  test("nobody revokes another's", async () => {
    const { accounts } = await createAccountsDesk();
    await accounts.addUser({ login: 'mira', password });
    const { token, info } = await accounts.createToken({ login: 'jo', kind: 'login' });
    for (const name of [token, info.key, info.key.slice(0, 6), '']) {
      await expect(accounts.revokeToken('mira', name)).rejects.toMatchObject({
        code: 'TOKEN_UNKNOWN',
      });
    }
    await expect(accounts.revokeToken('jo', info.key.slice(0, 6))).rejects.toThrow();
    expect(await accounts.findToken(token)).toBeDefined();
  });

  test('of CI may belong to a login that is no user', async () => {
    const { accounts, openAgain } = await createAccountsDesk();
    const { token } = await accounts.createToken({ login: 'acme-ci', kind: 'oidc' });
    expect(await (await openAgain()).findToken(token)).toMatchObject({ login: 'acme-ci' });
    const wrong = { login: '../x', kind: 'oidc' } as const;
    await expect(accounts.createToken(wrong)).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
  });

  test.each([
    ['an empty name', { name: '' }],
    ['a long name', { name: 'x'.repeat(101) }],
    ['a network that is none', { cidr: ['10.0.0.0/8', '10.0.0.0/33'] }],
    ['many networks', { cidr: Array<string>(101).fill('10.0.0.0/8') }],
    ['an end that has passed', { expires: new Date(Date.UTC(2026, 0, 1)) }],
    ['an end that no file can hold', { expires: new Date(Date.UTC(10_000, 0)) }],
    ['an end that is no time', { expires: new Date(Number.NaN) }],
  ])('%s is refused', async (_, wrong) => {
    const { accounts } = await createAccountsDesk();
    const token = { login: 'jo', kind: 'personal', ...wrong } as const;
    await expect(accounts.createToken(token)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    expect(await accounts.listTokens()).toEqual([]);
  });
});
