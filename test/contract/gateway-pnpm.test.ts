// What pnpm 12 asks in its own way, where the suites with real clients do not look: who may.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sent, startGateway, type TestGateway } from '../support/gateway.ts';
import { packageTarball } from '../support/tarball.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    files: {
      'orgs/acme.json': JSON.stringify({ members: { mira: 'owner' } }),
      'packages/@acme/gift/gift-1.0.0.tgz': packageTarball({
        manifest: { name: '@acme/gift', version: '1.0.0' },
      }),
      'packages/@acme/vault/meta.json': JSON.stringify({
        access: 'restricted',
        maintainers: ['mira'],
        users: { jo: true },
      }),
    },
  });
  await gateway.publish({ name: 'ours' });
  await gateway.publish({ name: '@acme/vault' });
});
afterAll(() => gateway.close());

async function refusalOf(path: string, sent: Sent): Promise<unknown[]> {
  const before = await gateway.remote.oid('main');
  const response = await gateway.send(path, sent);
  const { code } = (await response.json()) as { readonly code?: string };
  expect(await gateway.remote.oid('main')).toBe(before);
  return [response.status, code];
}

const owners = '-/package/ours/owners';

it('only owners add and remove owners', async () => {
  const body = { user: 'jo' };
  expect(await refusalOf(owners, { method: 'PUT', body })).toEqual([401, 'UNAUTHENTICATED']);
  expect(await refusalOf(owners, { method: 'PUT', as: 'jo', body })).toEqual([403, 'FORBIDDEN']);
  const removal: Sent = { method: 'DELETE', as: 'jo' };
  expect(await refusalOf(`${owners}/mira`, removal)).toEqual([403, 'FORBIDDEN']);
});

it('an owner is somebody, and somebody stays', async () => {
  const adding: Sent = { method: 'PUT', as: 'mira', body: { user: 'nemo' } };
  expect(await refusalOf(owners, adding)).toEqual([404, 'USER_UNKNOWN']);
  const removal: Sent = { method: 'DELETE', as: 'mira' };
  expect(await refusalOf(`${owners}/mira`, removal)).toEqual([409, 'OWNER_LAST']);
});

it('who owned a package that lists nobody still does, beside the one who is added', async () => {
  const path = '-/package/@acme%2fgift/owners';
  const response = await gateway.send(path, { method: 'PUT', as: 'mira', body: { user: 'jo' } });
  expect(response.status).toBe(200);
  expect(await gateway.read('@acme%2fgift')).toMatchObject({
    maintainers: [{ name: 'jo' }, { name: 'mira' }],
  });
});

it('stars and access of what one may not read are not there', async () => {
  const body = { name: '@acme/vault', package: '@acme/vault' };
  const star = '-/user/v1/star';
  expect(await refusalOf(star, { method: 'PUT', body })).toEqual([401, 'UNAUTHENTICATED']);
  expect(await refusalOf(star, { method: 'DELETE', as: 'jo', body })).toEqual([404, 'NOT_FOUND']);
  expect(await gateway.read(star, 'jo')).toEqual([]);
  expect(await gateway.read('-/user/jo/stars')).toEqual([]);
  expect(await gateway.read('-/user/jo/stars', 'mira')).toEqual(['@acme/vault']);

  const access = '-/package/@acme%2fvault/access';
  expect(await refusalOf(access, {})).toEqual([401, 'UNAUTHENTICATED']);
  expect(await refusalOf(access, { as: 'jo' })).toEqual([404, 'NOT_FOUND']);
  expect(await gateway.read(access, 'mira')).toMatchObject({ access: 'restricted' });
});

it('says at once that it has no such endpoint: clients ask again after a 5xx', async () => {
  const sent: Sent = { method: 'PUT', as: 'mira', body: {} };
  expect(await refusalOf('-/npm/v1/hooks/hook', sent)).toEqual([404, 'NOT_FOUND']);
});
