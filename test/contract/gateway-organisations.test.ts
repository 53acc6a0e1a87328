// Who may begin an organisation, and so own everything in its scope.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway, type TestUser } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  const till = JSON.stringify({ maintainers: ['mira'] });
  gateway = await startGateway({ files: { 'packages/@shop/till/meta.json': till } });
});
afterAll(() => gateway.close());

async function begin(scope: string, as: TestUser): Promise<number> {
  const body = { user: as, role: 'owner' };
  const response = await gateway.send(`-/org/${scope}/user`, { method: 'PUT', as, body });
  return response.status;
}

it('nobody with the name of another user, whose scope it is', async () => {
  await gateway.publish({ name: '@mira/ui' });
  expect(await begin('mira', 'jo')).toBe(403);
  const response = await gateway.send('@mira%2fui/-rev/1-0', { method: 'DELETE', as: 'jo' });
  expect(response.status).toBe(403);
  expect(await begin('mira', 'mira')).toBe(200);
});

it('of a scope with packages, only who may change all of them', async () => {
  expect(await begin('shop', 'jo')).toBe(403);
  expect(await begin('shop', 'mira')).toBe(200);
});

it('whoever wants to, where nobody is', async () => {
  expect(await begin('bakery', 'jo')).toBe(200);
});
