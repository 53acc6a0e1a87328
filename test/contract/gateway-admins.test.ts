// `gateway.admins` and `gateway.newPackages` of stillpack.json.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway, type TestUser } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    config: { gateway: { admins: ['jo'], newPackages: 'admins', newScopes: 'admins' } },
    files: { 'packages/theirs/meta.json': JSON.stringify({ maintainers: ['mira'] }) },
  });
});
afterAll(() => gateway.close());

async function publish(name: string, as: TestUser, version = '1.0.0'): Promise<number> {
  const body = publishBody({ name, version });
  const path = name.replace('/', '%2f');
  return (await gateway.send(path, { method: 'PUT', as, body })).status;
}

it('admins alone begin a package without a scope; its maintainers publish the next version', async () => {
  expect(await publish('begun', 'mira')).toBe(403);
  expect(await publish('begun', 'jo')).toBe(201);
  expect(await publish('begun', 'mira', '1.1.0')).toBe(403);
  const body = { maintainers: [{ name: 'jo' }, { name: 'mira' }] };
  const { _rev } = (await gateway.read('begun')) as { readonly _rev: string };
  const path = `begun/-rev/${_rev}`;
  const owners = await gateway.send(path, { method: 'PUT', as: 'jo', body: { _rev, ...body } });
  expect(owners.status).toBeLessThan(300);
  expect(await publish('begun', 'mira', '1.1.0')).toBe(201);
});

it('an admin changes what is not theirs: packages, and organisations', async () => {
  expect(await publish('theirs', 'jo')).toBe(201);
  const member = { user: 'mira', role: 'owner' };
  const found = { method: 'PUT', body: member } as const;
  expect((await gateway.send('-/org/acme/user', { ...found, as: 'mira' })).status).toBe(403);
  expect((await gateway.send('-/org/acme/user', { ...found, as: 'jo' })).status).toBe(200);
  expect(await publish('@acme/ui', 'jo')).toBe(201);
});
