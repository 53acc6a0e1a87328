// What a gateway refuses, by HTTP alone: statuses, codes, and that nothing was committed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishBody } from '../support/publish-document.ts';
import { type Sent, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Refusal {
  readonly status: number;
  readonly code?: string;
  readonly error?: unknown;
}

/** What the answer was; fails when the remote has a new commit. */
async function refusalOf(path: string, sent: Sent): Promise<Refusal> {
  const before = await gateway.remote.oid('main');
  const response = await gateway.send(path, sent);
  const { code, error } = (await response.json()) as Omit<Refusal, 'status'>;
  expect(await gateway.remote.oid('main')).toBe(before);
  expect(error).toBeTypeOf('string');
  return { status: response.status, ...(code !== undefined && { code }) };
}

function putting(name: string, body: unknown, as: Sent['as'] = 'mira'): Promise<Refusal> {
  return refusalOf(name.replace('/', '%2f'), { method: 'PUT', as, body });
}

/** With other fields in the one version's manifest. */
function withManifest(name: string, change: object): object {
  const body = publishBody({ name });
  return { ...body, versions: { '1.0.0': { ...body.versions['1.0.0'], ...change } } };
}

describe('a published document is refused', () => {
  it.each(['search', 'Recent', '~mira', 'index.html'])(
    'whose name is the website’s: %s',
    async (name) => {
      const { status, code } = await putting(name, publishBody({ name }));
      expect({ status, code }).toMatchObject({ status: 400 });
    },
  );

  it.each([
    ['dependencies', { dependencies: { evil: '1.0.0' } }],
    ['scripts', { scripts: { postinstall: 'node x.js' } }],
    ['bin', { bin: './cli.js' }],
    ['engines', { engines: { node: '>=99' } }],
  ])('whose %s are not those of the tarball', async (_field, change) => {
    expect(await putting('differs', withManifest('differs', change))).toEqual({
      status: 400,
      code: 'MANIFEST_MISMATCH',
    });
  });

  it('whose tarball has another name or version than the document says', async () => {
    const inside = publishBody({ name: 'inside' });
    const [attachment] = Object.values(inside._attachments);
    const dist = (inside.versions['1.0.0'] as { dist: object }).dist;
    for (const outside of [
      publishBody({ name: 'outside' }),
      publishBody({ name: 'inside', version: '2.0.0' }),
    ]) {
      const [version = ''] = Object.keys(outside.versions);
      const body = {
        ...outside,
        versions: { [version]: { ...outside.versions[version], dist } },
        _attachments: { 'x.tgz': attachment },
      };
      const refusal = await putting(outside.name, body);
      expect(refusal).toEqual({ status: 400, code: 'MANIFEST_MISMATCH' });
    }
  });

  it.each([
    ['integrity', { integrity: `sha512-${'A'.repeat(86)}==`, shasum: undefined }],
    ['shasum', { shasum: '0'.repeat(40) }],
    ['hashes at all', {}],
  ])('with a wrong %s', async (what, wrong) => {
    const body = publishBody({ name: 'hashes' });
    const { dist } = body.versions['1.0.0'] as { dist: object };
    const changed = what === 'hashes at all' ? {} : { ...dist, ...wrong };
    const refusal = await putting('hashes', withManifest('hashes', { dist: changed }));
    expect(refusal).toEqual({ status: 400, code: 'PUBLISH_INVALID' });
  });

  it.each([
    ['_id', { _id: 'other' }],
    ['name', { name: 'other' }],
    ['attachment count', { _attachments: { 'a.tgz': {}, 'b.tgz': {} } }],
    ['attachment kind', { _attachments: { 'a.exe': { data: '' } } }],
    ['base64', { _attachments: { 'a.tgz': { data: '!!!!' } } }],
    ['version count', { versions: {} }],
    ['version', { versions: { one: {} } }],
    ['access', { access: 'secret' }],
    ['dist-tags', { 'dist-tags': { latest: '9.9.9' } }],
  ])('with a wrong %s', async (_what, change) => {
    const refusal = await putting('parts', { ...publishBody({ name: 'parts' }), ...change });
    expect(refusal).toEqual({ status: 400, code: 'PUBLISH_INVALID' });
  });

  it('under the URL of another package', async () => {
    const refusal = await putting('url', publishBody({ name: 'body' }));
    expect(refusal).toEqual({ status: 400, code: 'PUBLISH_INVALID' });
  });

  it('with a length that is not that of the bytes', async () => {
    const body = publishBody({ name: 'lengths' });
    const [attachment] = Object.values(body._attachments);
    const _attachments = { 'a.tgz': { ...attachment, length: 1 } };
    const refusal = await putting('lengths', { ...body, _attachments });
    expect(refusal).toEqual({ status: 400, code: 'PUBLISH_INVALID' });
  });

  it('that is no JSON, an array, or empty', async () => {
    for (const body of ['{"name": ', '[]', '"text"', '']) {
      expect(await putting('json', body)).toEqual({ status: 400, code: 'BODY_INVALID' });
    }
  });

  it('that is nested deeper than anything that npm sends', async () => {
    const body = `{"name":"deep","x":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    expect(await putting('deep', body)).toEqual({ status: 400, code: 'BODY_INVALID' });
  });

  it('whose name is taken by another spelling', async () => {
    await gateway.publish({ name: 'left.pad' });
    for (const name of ['left-pad', 'left_pad']) {
      expect((await putting(name, publishBody({ name }))).status).toBe(400);
    }
  });

  it('whose package is to be restricted, where the static host shows it to everybody', async () => {
    const refusal = { status: 400, code: 'ACCESS_UNENFORCEABLE' };
    const fresh = publishBody({ name: 'secret', access: 'restricted' });
    expect(await putting('secret', fresh)).toEqual(refusal);
    await gateway.publish({ name: 'shown' });
    const next = publishBody({ name: 'shown', version: '2.0.0', access: 'restricted' });
    expect(await putting('shown', next)).toEqual(refusal);
    const body = { access: 'restricted' };
    const access = await refusalOf('-/package/shown/access', { method: 'POST', as: 'mira', body });
    expect(access).toEqual(refusal);
  });

  it('whose version is there, with the same bytes or with others', async () => {
    await gateway.publish({ name: 'twice' });
    for (const files of [{}, { 'other.js': '1' }]) {
      const refusal = await putting('twice', publishBody({ name: 'twice', files }));
      expect(refusal).toEqual({ status: 409, code: 'VERSION_EXISTS' });
    }
  });
});

it.each([
  '..%2f..%2fetc',
  '%2e%2e%2fstillpack',
  '@acme%2f..%2fx',
  '@..%2fx',
  '.git',
  'a%00b',
  'a%5cb',
  'UPPER%20case',
  '__proto__%2fx',
])('is no place for a package: %s', async (path) => {
  const { status } = await refusalOf(path, {
    ...{ method: 'PUT', as: 'mira', body: publishBody({ name: 'x' }) },
  });
  expect([400, 404]).toContain(status);
  const { status: read } = await refusalOf(path, {});
  expect([400, 404]).toContain(read);
});

describe('a body that is too large', () => {
  const limit = 100 * 2 ** 20;

  it('is refused by its announced length', async () => {
    const body = `{"pad":"${'x'.repeat(2 ** 20)}"}`;
    const path = '-/package/any/dist-tags/next';
    const refusal = await refusalOf(path, { method: 'PUT', as: 'mira', body });
    expect(refusal).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  it('is refused by the page for logging in, which everybody may ask for', async () => {
    const begun = await gateway.send('-/v1/login', { method: 'POST', body: {} });
    const { loginUrl } = (await begun.json()) as { readonly loginUrl: string };
    const path = loginUrl.slice(gateway.url.length);
    const body = `login=mira&password=${'x'.repeat(2 ** 20)}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const refusal = await refusalOf(path, { method: 'POST', body, headers });
    expect(refusal).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  it('is refused while it streams, and not read to its end', async () => {
    let sent = 0;
    const chunk = new Uint8Array(2 ** 20).fill(0x20);
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += chunk.length;
        if (sent > 4 * limit) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const sending = gateway.send('large', { method: 'PUT', as: 'mira', body });
    const status = await sending.then(
      (response) => response.status,
      // A client that is still sending may see the connection end before it reads the answer.
      () => 413,
    );
    expect(status).toBe(413);
    expect(sent).toBeLessThan(2 * limit);
    expect((await gateway.send('-/ping')).status).toBe(200);
  });
});

it('refuses what was planned on another revision', async () => {
  await gateway.publish({ name: 'revised' });
  const { _rev } = (await gateway.read('revised?write=true')) as { readonly _rev: string };
  const change = { _rev, versions: { '1.0.0': { deprecated: 'old' } } };
  const sent: Sent = { method: 'PUT', as: 'mira', body: change };
  expect((await gateway.send('revised', sent)).status).toBe(201);
  const stale = { ...change, versions: { '1.0.0': { deprecated: 'older' } } };
  const conflict = { status: 409, code: 'REVISION_CONFLICT' };
  expect(await refusalOf('revised', { ...sent, body: stale })).toEqual(conflict);
  expect(await refusalOf(`revised/-rev/${_rev}`, { ...sent, body: stale })).toEqual(conflict);
  const removal: Sent = { method: 'DELETE', as: 'mira' };
  expect(await refusalOf(`revised/-rev/${_rev}`, removal)).toEqual(conflict);
});

it('refuses what was planned before others pushed a change of the package', async () => {
  const deprecate = (rev: string): Sent => ({
    ...{ method: 'PUT', as: 'mira' },
    body: { _rev: rev, versions: { '1.0.0': { deprecated: 'old' } } },
  });
  const read = async (): Promise<string> => {
    const { _rev } = (await gateway.read('overtaken?write=true')) as { readonly _rev: string };
    return _rev;
  };
  await gateway.publish({ name: 'overtaken' });
  const before = await read();
  const meta = { maintainers: ['mira'], deprecated: { '1.0.0': 'theirs' } };
  await gateway.push({ 'packages/overtaken/meta.json': JSON.stringify(meta) });
  expect(await refusalOf('overtaken', deprecate(before))).toEqual({
    status: 409,
    code: 'REVISION_CONFLICT',
  });
  await gateway.publish({ name: 'overtaken', version: '1.1.0' });
  const current = await read();
  await gateway.push({ 'packages/beside/meta.json': '{}' });
  expect((await gateway.send('overtaken', deprecate(current))).status).toBe(201);
});

it.each(['GET', 'HEAD', 'PUT', 'POST', 'DELETE'])(
  'has nothing at a path that cannot be decoded: %s',
  async (method) => {
    for (const path of ['%ff', '-/%ff', 'open/%c3%28', '-/user/%e0%a4%a']) {
      const body = method === 'PUT' ? {} : undefined;
      expect([path, (await gateway.send(path, { method, as: 'mira', body })).status]).toEqual([
        ...[path, 404],
      ]);
    }
  },
);

it('says why it has no such endpoint', async () => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const refusal = await refusalOf('-/npm/v1/hooks', { method, as: 'mira' });
    expect(refusal).toEqual({ status: 404, code: 'NOT_FOUND' });
  }
});
