// What a gateway tells of the requests that it answered: its log and its metrics.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.publish({ name: '@mira/logged' });
});
afterAll(() => gateway.close());

interface Line {
  readonly id: string;
  readonly method: string;
  readonly route: string;
  readonly package?: string;
  readonly user?: string;
  readonly status: number;
  readonly address: string;
}

function lines(): readonly Line[] {
  return gateway
    .output()
    .split('\n')
    .filter((line) => line.includes('"msg":"request"'))
    .map((line) => JSON.parse(line) as Line);
}

const requests: readonly (readonly [string, string, string, number])[] = [
  ['GET', '-/ping', '/-/ping', 200],
  ['GET', '-/whoami', '/-/whoami', 200],
  ['GET', '@mira%2flogged', '/:name', 200],
  ['HEAD', '@mira/logged', '/:name', 200],
  ['GET', '@mira%2flogged/1.0.0', '/:name/:label', 200],
  ['GET', '@mira/logged/-/logged-1.0.0.tgz', '/:name/-/:file', 200],
  ['GET', '-/package/@mira%2flogged/dist-tags', '/-/package/:name/dist-tags', 200],
  ['DELETE', '-/package/@mira%2flogged/dist-tags/beta', '/-/package/:name/dist-tags/:tag', 404],
  ['GET', 'missing', '/:name', 404],
  ['POST', '-/nothing/there', '/-/*', 404],
  ['GET', 'a/b/c/d/e', 'none', 404],
  ['GET', '%ff', 'none', 404],
];

it.each(requests)('%s %s is logged as %s', async (method, path, route, status) => {
  const before = lines().length;
  const response = await gateway.send(path, { method, as: 'mira' });
  await response.arrayBuffer();
  await vi.waitFor(() => expect(lines().length).toBe(before + 1));
  expect(lines().at(-1)).toMatchObject({
    ...{ method, route, status, user: 'mira', address: '127.0.0.1' },
    ...(path.includes('logged') && { package: '@mira/logged' }),
  });
});

it('counts them by route, however many paths there are', async () => {
  for (const name of ['a', 'b', 'c', '-/d/e']) await gateway.send(`unknown-${name}`);
  const response = await gateway.send('-/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  const text = await response.text();
  const line = 'stillpack_http_requests_total{method="GET",route="/:name",status="404"}';
  expect(text).toContain(line);
  expect(text).toContain('stillpack_writes_waiting 0');
  expect(text).not.toMatch(/unknown-|logged/);
});

it('keeps secrets that stand in a path out of both', async () => {
  const { mira: token } = gateway.tokens;
  const response = await gateway.send(`-/user/token/${token}`, { method: 'DELETE', as: 'mira' });
  expect(response.status).toBe(200);
  await vi.waitFor(() => expect(lines().at(-1)?.route).toBe('/-/user/token/:token'));
  expect(gateway.output()).not.toContain(token);
});
