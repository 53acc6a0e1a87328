// Accounts that people make themselves, where stillpack.json lets anybody in.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    config: { gateway: { newScopes: 'users', signUp: true, admins: ['root'] } },
    files: {
      'users/vera.json': '{}',
      'orgs/acme.json': JSON.stringify({
        members: { otto: 'owner', tess: 'developer' },
        teams: { platform: { members: ['tess'] } },
      }),
      'packages/tools/meta.json': JSON.stringify({ maintainers: ['kim'] }),
      'packages/@shop/till/meta.json': JSON.stringify({ maintainers: ['mira'] }),
    },
  });
});
afterAll(() => gateway.close());

async function signUp(name: string, email?: string): Promise<{ status: number; code?: string }> {
  const response = await gateway.send(`-/user/org.couchdb.user:${name}`, {
    ...{ method: 'PUT', body: { name, password, ...(email !== undefined && { email }) } },
  });
  const { code } = (await response.json()) as { readonly code?: string };
  return { status: response.status, ...(code !== undefined && { code }) };
}

it('lets somebody new in', async () => {
  expect(await signUp('noor', 'noor@acme.example')).toEqual({ status: 201 });
  expect(await gateway.commits()).toEqual([
    'noor <noor@acme.example>: npm profile set email noor@acme.example',
  ]);
});

it.each([
  ['an administrator', 'root'],
  ['a profile', 'vera'],
  ['a profile in other letters', 'Vera'],
  ['a maintainer', 'kim'],
  ['a member of an organisation', 'otto'],
  ['a member of a team', 'tess'],
  ['an organisation', 'acme'],
  ['a scope with packages', 'shop'],
])('gives nobody the name of %s', async (_whose, name) => {
  const before = await gateway.remote.oid('main');
  expect(await signUp(name)).toEqual({ status: 409, code: 'ACCOUNT_EXISTS' });
  const basic = Buffer.from(`${name}:${password}`).toString('base64');
  const whoami = await gateway.send('-/whoami', { headers: { authorization: `Basic ${basic}` } });
  expect(whoami.status).toBe(401);
  expect(await gateway.remote.oid('main')).toBe(before);
});

it('gives nobody a name that others pushed a moment ago', async () => {
  await gateway.push({
    'packages/fresh/meta.json': JSON.stringify({ maintainers: ['lately'] }),
  });
  expect(await signUp('lately', 'lately@acme.example')).toEqual({
    ...{ status: 409, code: 'ACCOUNT_EXISTS' },
  });
});

it('makes no account where the profile is refused: another address can be tried', async () => {
  const refused = await signUp('hana', 'mira@acme.example');
  expect(refused).toEqual({ status: 400, code: 'USER_INVALID' });
  expect(await signUp('hana', 'hana@acme.example')).toEqual({ status: 201 });
  expect(await gateway.commits()).toEqual([
    'hana <hana@acme.example>: npm profile set email hana@acme.example',
  ]);
});

it('lets one address make only so many accounts in a while, and go on logging in', async () => {
  const throttled = { status: 429, code: 'LOGIN_THROTTLED' };
  for (let number = 0; number < 20; number += 1) {
    if ((await signUp('root')).status === throttled.status) break;
  }
  expect(await signUp('late')).toEqual(throttled);
  expect(await signUp('mira')).toEqual({ status: 201 });
});
