// What a client asks of a new token, it has, or there is none.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startGateway, type TestGateway } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

function create(limits: object): Promise<Response> {
  const body = { password, ...limits };
  return gateway.send('-/npm/v1/tokens', { method: 'POST', as: 'mira', body });
}

/** What a publish with the token is answered. */
async function publishWith(limits: object, name: string): Promise<number> {
  const { token } = (await (await create(limits)).json()) as { readonly token: string };
  const body = publishBody({ name });
  return (await gateway.send(name, { method: 'PUT', token, body })).status;
}

it.each([
  ['as npm 10 does', 'old-way', { readonly: true, cidr_whitelist: [] }],
  ['as npm 11 does', 'new-way', { name: null, packages_and_scopes_permission: 'read-only' }],
  [
    'for both',
    'two-ways',
    { packages_and_scopes_permission: 'read-only', orgs_permission: 'read-only' },
  ],
])('a token that may only read, asked for %s, publishes nothing', async (_how, name, limits) => {
  expect(await publishWith(limits, name)).toBe(403);
});

it('a token that may write publishes', async () => {
  const limits = { packages_all: true, packages_and_scopes_permission: 'read-write' };
  expect(await publishWith(limits, 'written')).toBe(201);
});

it.each([
  ['packages', { packages: ['@acme/ui'], packages_and_scopes_permission: 'read-write' }],
  ['scopes', { scopes: ['@acme'] }],
  ['organisations', { orgs: ['acme'] }],
  ['no packages at all', { packages_and_scopes_permission: 'no-access' }],
  ['staging', { packages_and_scopes_permission: 'read-write-stage-only' }],
  ['organisations less than packages', { orgs_permission: 'read-only' }],
])('a token limited to %s is not made without the limit', async (_what, limits) => {
  const response = await create(limits);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: 'NOT_SUPPORTED' });
});

it.each([
  ['readonly', { readonly: 'yes' }],
  ['cidr_whitelist', { cidr_whitelist: '10.0.0.0/8' }],
  ['cidr_whitelist', { cidr_whitelist: [10] }],
  ['expires', { expires: 'tomorrow' }],
  ['expires', { expires: -1 }],
])('no limit is passed over because "%s" cannot be read', async (_key, limits) => {
  const response = await create(limits);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'BODY_INVALID' });
});

it('a token ends after as many days as were asked for', async () => {
  const made = (await (await create({ expires: 7 })).json()) as Record<string, string>;
  const { created = '', expires = '' } = made;
  expect(Date.parse(expires) - Date.parse(created)).toBeCloseTo(7 * 86_400_000, -3);
});
