// Bodies that are small on the wire and large in memory.
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
  return () => gateway.close();
});

const manyObjects = `[${'{},'.repeat(2_000_000)}{}]`;

it.each([
  ['of an audit', '-/npm/v1/security/advisories/bulk', `{"x":${manyObjects}}`],
  [
    'of an audit as npm 6 asks',
    '-/npm/v1/security/audits/quick',
    `{"dependencies":${manyObjects}}`,
  ],
])('refuses a body %s that holds millions of values, unread', async (_, path, body) => {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  const response = await fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers,
    body: gzipSync(body),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'BODY_INVALID',
    error: expect.stringContaining('more than 300000 values') as string,
  });
});

it('refuses a document that holds millions of values, and says so', async () => {
  const body = `{"name":"foo","x":${manyObjects}}`;
  const response = await gateway.send('foo', { method: 'PUT', as: 'jo', body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: expect.stringContaining('more than 1000000 values') as string,
  });
});
