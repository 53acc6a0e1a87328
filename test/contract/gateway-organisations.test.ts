// Who may begin an organisation, and so own everything in its scope.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sent, startGateway, type TestGateway, type TestUser } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';
import { packageTarball } from '../support/tarball.ts';

let gateway: TestGateway;
beforeAll(async () => {
  const miras = JSON.stringify({ maintainers: ['mira'] });
  const shared = JSON.stringify({ maintainers: ['mira', 'guild:staff'] });
  gateway = await startGateway({
    files: {
      'packages/@shop/till/meta.json': miras,
      'packages/@jo/older/meta.json': miras,
      'packages/shared/meta.json': shared,
      // As `stillpack add` leaves a package: it says nothing of owners.
      'packages/plain/plain-1.0.0.tgz': packageTarball({
        manifest: { name: 'plain', version: '1.0.0' },
      }),
    },
  });
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

it('of a scope of one’s own name, too, only who may change all that is in it', async () => {
  expect(await begin('jo', 'jo')).toBe(403);
  const remove: Sent = { method: 'DELETE', as: 'jo' };
  expect((await gateway.send('@jo%2folder/-rev/1-0', remove)).status).toBe(403);
  const publish: Sent = { method: 'PUT', as: 'jo', body: publishBody({ name: '@jo/newer' }) };
  expect((await gateway.send('@jo%2fnewer', publish)).status).toBe(403);
});

it('whose teams own packages elsewhere, only who may change those', async () => {
  expect(await begin('guild', 'jo')).toBe(403);
  expect(await begin('guild', 'mira')).toBe(200);
});

it('whoever wants to, where nobody is', async () => {
  expect(await begin('bakery', 'jo')).toBe(200);
});
