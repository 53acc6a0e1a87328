// Versions whose files are gone from the repository without a tombstone: their numbers are taken for good.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';
import { packageTarball } from '../support/tarball.ts';

const tarball = (name: string, version = '1.0.0'): Uint8Array =>
  packageTarball({ manifest: { name, version } });

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    files: {
      'packages/half/half-1.0.0.tgz': tarball('half'),
      'packages/half/meta.json': JSON.stringify({ maintainers: ['mira'] }),
    },
    gone: {
      'packages/ui/ui-1.0.0.tgz': tarball('ui'),
      'packages/half/half-1.1.0.tgz': tarball('half', '1.1.0'),
    },
  });
});
afterAll(() => gateway.close());

it.each([
  ['ui', '1.0.0', {}],
  ['ui', '1.0.0', { 'other.js': '1' }],
  ['half', '1.1.0', { 'other.js': '1' }],
])('%s@%s is refused, and nothing is committed', async (name, version, files) => {
  const before = await gateway.remote.oid('main');
  const body = publishBody({ name, version, files });
  const response = await gateway.send(name, { method: 'PUT', as: 'mira', body });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: 'VERSION_EXISTS' });
  expect(await gateway.remote.oid('main')).toBe(before);
});

it('the next version is published and served, and what goes after that stays taken, too', async () => {
  await gateway.publish({ name: 'half', version: '1.2.0' });
  expect(await gateway.read('half')).toMatchObject({ 'dist-tags': { latest: '1.2.0' } });
  await gateway.push({ 'packages/half/half-1.2.0.tgz': undefined });
  const body = publishBody({ name: 'half', version: '1.2.0', files: { 'other.js': '1' } });
  const response = await gateway.send('half', { method: 'PUT', as: 'mira', body });
  expect(response.status).toBe(409);
});
