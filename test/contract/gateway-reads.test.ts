// What a gateway serves, by HTTP alone: who may read, conditions, ranges.
import { createHash, randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';

let gateway: TestGateway;
beforeAll(async () => {
  const closed = JSON.stringify({ access: 'restricted', maintainers: ['mira'] });
  gateway = await startGateway({ files: { 'packages/@mira/closed/meta.json': closed } });
  await gateway.publish({ name: 'open' });
  await gateway.publish({ name: '@mira/closed' });
});
afterAll(() => gateway.close());

interface Served {
  readonly _rev: string;
  readonly versions: Readonly<Record<string, { readonly dist: { readonly tarball: string } }>>;
}

async function tarballOf(name: string, as?: 'mira'): Promise<string> {
  const { versions } = (await gateway.read(name, as)) as Served;
  return versions['1.0.0']?.dist.tarball.slice(gateway.url.length) ?? '';
}

describe('a restricted package', () => {
  const paths = [
    '@mira%2fclosed',
    '@mira%2Fclosed',
    '@mira/closed',
    '@mira%2fclosed/1.0.0',
    '@mira%2fclosed/latest',
    '@mira/closed/-/closed-1.0.0.tgz',
    '-/package/@mira%2fclosed/dist-tags',
    '-/package/@mira%2fclosed/visibility',
    '-/package/@mira%2fclosed/collaborators',
  ];

  it.each(paths)('%s: for its readers alone', async (path) => {
    expect((await gateway.send(path)).status).toBe(401);
    expect((await gateway.send(path, { as: 'jo' })).status).toBe(404);
    expect((await gateway.send(path, { as: 'mira' })).status).toBe(200);
  });

  it('shows strangers what a package shows that is not there', async () => {
    const [hidden, missing] = await Promise.all(
      ['@mira%2fclosed', '@mira%2fmissing'].map((path) => gateway.send(path, { as: 'jo' })),
    );
    expect(await hidden?.text()).toBe(await missing?.text());
  });

  it('is found by its readers alone', async () => {
    const search = '-/v1/search?text=closed';
    expect(await gateway.read(search)).toMatchObject({ total: 0, objects: [] });
    expect(await gateway.read(search, 'jo')).toMatchObject({ total: 0, objects: [] });
    expect(await gateway.read(search, 'mira')).toMatchObject({ total: 1 });
  });

  it('is read by a team that it is granted to, until it is revoked', async () => {
    const ask = (path: string, method: string, body: object): Promise<Response> =>
      gateway.send(path, { method, as: 'mira', body });
    await ask('-/org/mira/user', 'PUT', { user: 'mira', role: 'owner' });
    await ask('-/org/mira/user', 'PUT', { user: 'jo', role: 'developer' });
    await ask('-/org/mira/team', 'PUT', { name: 'readers' });
    await ask('-/team/mira/readers/user', 'PUT', { user: 'jo' });
    expect((await gateway.send('@mira%2fclosed', { as: 'jo' })).status).toBe(404);

    const grant = { package: '@mira/closed', permissions: 'read-only' };
    expect((await ask('-/team/mira/readers/package', 'PUT', grant)).status).toBe(201);
    expect((await gateway.send('@mira%2fclosed', { as: 'jo' })).status).toBe(200);
    const tag = '-/package/@mira%2fclosed/dist-tags/next';
    const write = await gateway.send(tag, { method: 'PUT', as: 'jo', body: '"1.0.0"' });
    expect(write.status).toBe(403);

    expect((await ask('-/team/mira/readers/package', 'DELETE', grant)).status).toBe(204);
    expect((await gateway.send('@mira%2fclosed', { as: 'jo' })).status).toBe(404);
  });
});

it('serves no file of a package that the served commit has not: the folder may be ahead of it', async () => {
  const site = join(gateway.data, 'site');
  await cp(join(site, '@mira', 'closed'), join(site, '@mira', 'coming'));
  await cp(join(site, '-', 'package', 'open'), join(site, '-', 'package', 'coming'), {
    recursive: true,
  });
  for (const path of ['@mira%2fcoming', '-/package/coming/dist-tags']) {
    expect([path, (await gateway.send(path)).status]).toEqual([path, 404]);
    expect([path, (await gateway.send(path, { as: 'mira' })).status]).toEqual([path, 404]);
  }
});

// Without a word about caches fetch says `no-cache`, and asks for the whole answer.
const ifNot = (etag: string): Readonly<Record<string, string>> => ({
  'if-none-match': etag,
  'cache-control': 'max-age=0',
});

describe('conditions', () => {
  it.each(['open', 'open/1.0.0', '-/package/open/dist-tags'])(
    '%s: 304 for what the client has, until it changes',
    async (path) => {
      const first = await gateway.send(path);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[^"]+"$/);
      expect(await first.json()).toBeTypeOf('object');
      const again = await gateway.send(path, { headers: ifNot(etag) });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const other = await gateway.send(path, { headers: ifNot('"other"') });
      expect(other.status).toBe(200);
    },
  );

  it('a packument has another ETag, and another _rev, once something was published', async () => {
    await gateway.publish({ name: 'moving' });
    const etag = (await gateway.send('moving')).headers.get('etag') ?? '';
    const { _rev } = (await gateway.read('moving')) as Served;
    await gateway.publish({ name: 'moving', version: '1.1.0' });
    const next = await gateway.send('moving', { headers: ifNot(etag) });
    expect(next.status).toBe(200);
    expect(((await next.json()) as Served)._rev).not.toBe(_rev);
  });

  it('the abbreviated packument is another answer, with another ETag', async () => {
    const accept = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';
    const short = await gateway.send('open', { headers: { accept } });
    expect(short.headers.get('content-type')).toContain('application/vnd.npm.install-v1+json');
    expect(short.headers.get('vary')).toMatch(/accept/i);
    expect(Object.keys((await short.json()) as object)).not.toContain('_rev');
    const whole = await gateway.send('open?write=true', { headers: { accept } });
    expect(Object.keys((await whole.json()) as object)).toContain('_rev');
    expect(short.headers.get('etag')).not.toBe(whole.headers.get('etag'));
  });
});

describe('a tarball', () => {
  it('is sent as it is, with its length', async () => {
    const response = await gateway.send(await tarballOf('open'));
    const { length } = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(length));
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('accept-ranges')).toBe('bytes');
  });

  it('is sent in parts: from the middle, to the end, its last bytes', async () => {
    const path = await tarballOf('open');
    const whole = Buffer.from(await (await gateway.send(path)).arrayBuffer());
    const size = whole.length;
    for (const [range, start, end] of [
      ['bytes=10-19', 10, 20],
      [`bytes=${size - 5}-`, size - 5, size],
      ['bytes=-7', size - 7, size],
      ['bytes=0-999999', 0, size],
    ] as const) {
      const part = await gateway.send(path, { headers: { range } });
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${size}`);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(start, end));
    }
  });

  it('says what size it has when the part is beyond its end', async () => {
    const path = await tarballOf('open');
    const response = await gateway.send(path, { headers: { range: 'bytes=999999-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
  });

  it('is sent whole when it is another one than the client began with', async () => {
    const path = await tarballOf('open');
    const headers = { range: 'bytes=10-19', 'if-range': '"other"' };
    expect((await gateway.send(path, { headers })).status).toBe(200);
    const etag = (await gateway.send(path)).headers.get('etag') ?? '';
    const same = await gateway.send(path, { headers: { ...headers, 'if-range': etag } });
    expect(same.status).toBe(206);
  });

  it('is whole for everybody, whoever goes away in the middle of it', async () => {
    const noise = randomBytes(6 * 2 ** 20).toString('base64');
    const body = publishBody({ name: 'heavy', files: { 'noise.txt': noise } });
    await gateway.send('heavy', { method: 'PUT', as: 'mira', body });
    const wanted = body.versions['1.0.0'] as { readonly dist: { readonly integrity: string } };
    const leave = async (): Promise<void> => {
      const { body: stream } = await gateway.send('heavy/-/heavy-1.0.0.tgz');
      const reader = stream?.getReader();
      await reader?.read();
      await reader?.cancel();
    };
    const stay = async (): Promise<string> => {
      const response = await gateway.send('heavy/-/heavy-1.0.0.tgz');
      const bytes = Buffer.from(await response.arrayBuffer());
      return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    };
    const [integrities] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, stay)),
      Promise.all(Array.from({ length: 8 }, leave)),
    ]);
    expect(integrities).toEqual(integrities.map(() => wanted.dist.integrity));
    expect(await stay()).toBe(wanted.dist.integrity);
  });
});

it.each(['open', 'open/latest', 'open/-/open-1.0.0.tgz'])(
  'HEAD of %s has the headers of GET, and no body',
  async (path) => {
    const [get, head] = [await gateway.send(path), await gateway.send(path, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    await get.arrayBuffer();
    for (const name of ['content-type', 'content-length', 'etag']) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
  },
);

it('answers 404 in JSON for what there is not', async () => {
  for (const path of [
    'missing',
    'open/9.9.9',
    'open/-/open-9.9.9.tgz',
    '-/package/missing/dist-tags',
  ]) {
    const response = await gateway.send(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
  }
});

it('keeps in meta.json from which commit a client packed, and serves it', async () => {
  const gitHead = 'a'.repeat(40);
  const body = publishBody({ name: 'headed' });
  const versions = { '1.0.0': { ...body.versions['1.0.0'], gitHead } };
  const sent = { method: 'PUT', as: 'mira' as const, body: { ...body, versions } };
  expect((await gateway.send('headed', sent)).status).toBe(201);
  const meta = await gateway.remote.git('show', 'main:packages/headed/meta.json');
  expect(JSON.parse(meta)).toMatchObject({ versions: { '1.0.0': { gitHead } } });
  expect(await gateway.read('headed')).toMatchObject({ versions: { '1.0.0': { gitHead } } });
  expect(await gateway.read('headed/latest')).toMatchObject({ gitHead });
});
