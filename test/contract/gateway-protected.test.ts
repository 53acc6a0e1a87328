// A gateway of a registry that says `protected`: what it shows to whom, read by read.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, type Sent, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    config: { protected: true, gateway: { newScopes: 'users' } },
    files: {
      'orgs/acme.json': JSON.stringify({
        members: { mira: 'owner' },
        teams: { platform: { members: ['mira'] } },
      }),
    },
  });
  await gateway.publish({ name: 'open' });
});
afterAll(() => gateway.close());

type Read = readonly [path: string, sent?: Sent];

const reads: readonly Read[] = [
  ['open'],
  ['open/1.0.0'],
  ['open/latest'],
  ['open/-/open-1.0.0.tgz'],
  ['-/package/open/dist-tags'],
  ['-/package/open/visibility'],
  ['-/package/open/collaborators'],
  ['-/package/open/access'],
  ['-/org/acme/user'],
  ['-/org/acme/team'],
  ['-/org/acme/package'],
  ['-/team/acme/platform/user'],
  ['-/team/acme/platform/package'],
  ['-/v1/search?text=open'],
  ['-/_view/starredByUser?key=%22mira%22'],
  ['-/user/mira/stars'],
  ['-/user/v1/star'],
  ['-/user/org.couchdb.user:mira'],
  ['-/whoami'],
  ['-/npm/v1/tokens'],
  ['-/npm/v1/user'],
  ['-/metrics'],
  ['-/npm/v1/security/advisories/bulk', { method: 'POST', body: { open: ['1.0.0'] } }],
  ['-/npm/v1/security/audits/quick', { method: 'POST', body: tree() }],
  ['-/npm/v1/security/audits', { method: 'POST', body: tree() }],
];

/** What npm 6 sends. */
function tree(): object {
  const dependencies = { open: { version: '1.0.0' } };
  return { name: 'app', version: '1.0.0', requires: { open: '*' }, dependencies };
}

async function statusOf([path, sent]: Read, more: Sent): Promise<number> {
  const response = await gateway.send(path, { ...sent, ...more });
  await response.arrayBuffer();
  return response.status;
}

function basic(login: string, secret: string): Sent {
  const pair = Buffer.from(`${login}:${secret}`).toString('base64');
  return { headers: { authorization: `Basic ${pair}` } };
}

describe.each(reads.map((read) => ({ read, path: read[0] })))('$path', ({ read }) => {
  it('is for users alone', async () => {
    expect(await statusOf(read, {})).toBe(401);
    expect(await statusOf(read, { token: 'stp_unknown' })).toBe(401);
    expect(await statusOf(read, { as: 'jo' })).toBe(200);
    expect(await statusOf(read, basic('jo', password))).toBe(200);
  });
});

it('is not there for nobody either: what there is stays unknown', async () => {
  for (const path of ['missing', 'open/9.9.9', '-/org/missing/user', '-/nothing', '-/npm/v1/x']) {
    expect([path, await statusOf([path], {})]).toEqual([path, 401]);
    expect([path, await statusOf([path], { as: 'jo' })]).toEqual([path, 404]);
  }
});

it('lets everybody log in, and ask whether it is there', async () => {
  expect(await statusOf(['-/ping'], {})).toBe(200);
  const begun = await gateway.send('-/v1/login', { method: 'POST', body: {} });
  expect(begun.status).toBe(200);
  const { loginUrl, doneUrl } = (await begun.json()) as Record<'loginUrl' | 'doneUrl', string>;
  expect((await fetch(loginUrl)).status).toBe(200);
  expect((await fetch(doneUrl)).status).toBe(202);
  const path = '-/user/org.couchdb.user:mira';
  const body = { name: 'mira', password };
  expect(await statusOf([path, { method: 'PUT', body }], {})).toBe(201);
});

it('names in a list only what its reader may read', async () => {
  const packages = { '@acme/secret': 'read-write', '@acme/plain': 'read-write' };
  const platform = { members: ['mira'], packages };
  await gateway.push({
    'orgs/acme.json': JSON.stringify({ members: { mira: 'owner' }, teams: { platform } }),
    'packages/@acme/secret/meta.json': JSON.stringify({ access: 'restricted' }),
  });
  for (const name of ['@acme/secret', '@acme/plain']) await gateway.publish({ name });
  for (const path of ['-/org/acme/package', '-/team/acme/platform/package']) {
    expect(Object.keys(await list(path, 'mira'))).toEqual(['@acme/plain', '@acme/secret']);
    expect(Object.keys(await list(path, 'jo'))).toEqual(['@acme/plain']);
  }
});

async function list(path: string, as: 'jo' | 'mira'): Promise<object> {
  return (await gateway.read(path, as)) as object;
}
