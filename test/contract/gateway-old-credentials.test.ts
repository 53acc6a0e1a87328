// Logins, whatever a client has in its configuration from before.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ config: { gateway: { newScopes: 'users', signUp: true } } });
});
afterAll(() => gateway.close());

function putUser(name: string, secret: string, authorization: string): Promise<Response> {
  return gateway.send(`-/user/org.couchdb.user:${name}`, {
    method: 'PUT',
    body: { name, password: secret },
    headers: { authorization },
  });
}

function basic(login: string, secret: string): string {
  return `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`;
}

const expired = 'Bearer stp_expired';

it.each([
  ['a token that ended', expired],
  ['another password', basic('mira', 'an older password')],
])('lets a user in again who still sends %s', async (_what, authorization) => {
  const response = await putUser('mira', password, authorization);
  expect(response.status).toBe(201);
  const { token } = (await response.json()) as { readonly token: string };
  expect((await gateway.send('-/whoami', { token })).status).toBe(200);
});

it('begins a login in the browser for who still sends a token that ended', async () => {
  const response = await gateway.send('-/v1/login', {
    ...{ method: 'POST', body: {}, headers: { authorization: expired } },
  });
  expect(response.status).toBe(200);
});

it('makes the account of somebody new who sends it as credentials, too, as pnpm does', async () => {
  const response = await putUser('noor', 'a password of hers', basic('noor', 'a password of hers'));
  expect(response.status).toBe(201);
});

it('goes by the password in the body alone', async () => {
  const response = await putUser('mira', 'not the password', basic('mira', password));
  expect(response.status).toBe(401);
});
