// How many tokens there may be, and whose make room for others.
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { NewToken } from '../../../src/accounts/account-tokens.ts';
import { sha256Hex } from '../../../src/digest.ts';
import { type AccountsDesk, createAccountsDesk, password } from '../../support/accounts-desk.ts';
import { packageName } from '../../support/model.ts';

interface File {
  readonly tokens: readonly object[];
}

/** Makes as many like it, without as many writes; their keys begin with the prefix. */
async function fill(
  { accounts, file }: AccountsDesk,
  { like, prefix, count }: { like: NewToken; prefix: string; count: number },
): Promise<void> {
  const { info } = await accounts.createToken(like);
  const held = JSON.parse(await readFile(file, 'utf8')) as File;
  const made = held.tokens.find((token) => 'key' in token && token.key === info.key);
  const copies = Array.from({ length: count - 1 }, (_, number) => ({
    ...made,
    key: sha256Hex(`${prefix}${number}`).slice(0, 32),
    sha256: sha256Hex(`${prefix}${number} secret`),
  }));
  await writeFile(file, JSON.stringify({ ...held, tokens: [...held.tokens, ...copies] }));
}

const oidcFor = (name: string): NewToken => ({
  ...{ login: 'trusted-publisher', kind: 'oidc', packages: [packageName(name)] },
});

test('a user has a thousand tokens that were asked for, and no more', async () => {
  const desk = await createAccountsDesk();
  const personal: NewToken = { login: 'jo', kind: 'personal' };
  await fill(desk, { like: personal, prefix: 'p', count: 1000 });
  await expect(desk.accounts.createToken(personal)).rejects.toMatchObject({
    code: 'ACCOUNTS_FULL',
  });
});

test('the oldest login of a user ends when there is no room, and no other token', async () => {
  const desk = await createAccountsDesk();
  const { accounts, pass } = desk;
  const login: NewToken = { login: 'jo', kind: 'login' };
  await accounts.addUser({ login: 'mira', password });
  const [personal, miras] = [
    await accounts.createToken({ login: 'jo', kind: 'personal' }),
    await accounts.createToken({ login: 'mira', kind: 'login' }),
  ];
  const oldest = await accounts.createToken(login);
  pass(60);
  await fill(desk, { like: login, prefix: 'l', count: 998 });
  pass(60);
  const newest = await accounts.createToken(login);
  expect(await accounts.findToken(oldest.token)).toBeUndefined();
  for (const { token } of [personal, miras, newest]) {
    expect(await accounts.findToken(token)).toBeDefined();
  }
  expect(await accounts.listTokens('jo')).toHaveLength(1000);
});

test('workflows of one package leave room for those of others, and for users', async () => {
  const desk = await createAccountsDesk();
  await fill(desk, { like: oidcFor('ui'), prefix: 'o', count: 1000 });
  await expect(desk.accounts.createToken(oidcFor('ui'))).rejects.toMatchObject({
    code: 'ACCOUNTS_FULL',
  });
  await desk.accounts.createToken(oidcFor('kit'));
  await desk.accounts.createToken({ login: 'jo', kind: 'login' });
});

test.each(['trusted-publisher', 'Trusted-Publisher'])('%s is nobody’s login', async (login) => {
  const { accounts } = await createAccountsDesk();
  await expect(accounts.addUser({ login, password })).rejects.toMatchObject({
    code: 'ACCOUNT_EXISTS',
  });
});
