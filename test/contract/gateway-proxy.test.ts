// Who a client is when a proxy stands in between.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ args: ['--trust-proxy', '127.0.0.1/32'] });
});
afterAll(() => gateway.close());

it('a token for some networks is for clients there, not for the proxy', async () => {
  const body = { password, cidr_whitelist: ['192.0.2.0/24'] };
  const made = await gateway.send('-/npm/v1/tokens', { method: 'POST', as: 'mira', body });
  const { token } = (await made.json()) as { readonly token: string };
  const statusFrom = async (forwarded: string): Promise<number> =>
    (await gateway.send('-/whoami', { token, headers: { 'x-forwarded-for': forwarded } })).status;
  expect(await statusFrom('192.0.2.7')).toBe(200);
  expect(await statusFrom('198.51.100.1')).toBe(403);
  expect(await statusFrom('192.0.2.7, 198.51.100.1')).toBe(403);
  expect((await gateway.send('-/whoami', { token })).status).toBe(403);
});
