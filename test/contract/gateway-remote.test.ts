// What a gateway does when the registry repository changes without it, or its files cannot be built.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { affects, below, osv } from '../support/advisories.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { publishBody, type PublishOptions } from '../support/publish-document.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ args: ['--poll', '1'] });
});
afterAll(() => gateway.close());

const soon = { timeout: 30_000, interval: 50 };

function publish(options: PublishOptions): Promise<Response> {
  return gateway.send(options.name, { method: 'PUT', as: 'mira', body: publishBody(options) });
}

async function deprecated(name: string): Promise<string | undefined> {
  const { versions } = (await gateway.read(name)) as {
    readonly versions: Readonly<Record<string, { readonly deprecated?: string }>>;
  };
  return versions['1.0.0']?.deprecated;
}

it('serves what others pushed, without being asked', async () => {
  await gateway.publish({ name: 'followed' });
  const meta = { maintainers: ['mira'], deprecated: { '1.0.0': 'theirs' } };
  await gateway.push({ 'packages/followed/meta.json': JSON.stringify(meta) });
  await vi.waitFor(async () => expect(await deprecated('followed')).toBe('theirs'), soon);
});

it('reads on while the remote is away, says so once, and follows it again', async () => {
  const notes = (): number => gateway.output().split('what others push is not').length - 1;
  await gateway.publish({ name: 'steady' });
  const away = `${gateway.remote.dir}.away`;
  await rename(gateway.remote.dir, away);
  await vi.waitFor(() => expect(notes()).toBe(1), soon);
  const { status, headers } = await publish({ name: 'steady', version: '1.1.0' });
  expect([status, headers.get('retry-after')]).toEqual([503, '10']);
  expect(await gateway.read('steady')).toMatchObject({ 'dist-tags': { latest: '1.0.0' } });
  await rename(away, gateway.remote.dir);

  const meta = { maintainers: ['mira'], deprecated: { '1.0.0': 'back' } };
  await gateway.push({ 'packages/steady/meta.json': JSON.stringify(meta) });
  await vi.waitFor(async () => expect(await deprecated('steady')).toBe('back'), soon);
  expect(notes()).toBe(1);
});

it('says that a change is committed when it cannot be built, and serves it once it can', async () => {
  // A folder lies where the packument belongs, with a file that no build made.
  const obstacle = join(gateway.data, 'site', 'blocked');
  await mkdir(obstacle);
  await writeFile(join(obstacle, 'x'), '');
  const response = await publish({ name: 'blocked' });
  expect(response.status).toBe(202);
  const commit = await gateway.remote.oid('main');
  expect(response.headers.get('npm-notice')).toContain(commit);
  expect(await response.json()).toMatchObject({ commit });
  expect((await gateway.commits())[0]).toContain('npm publish blocked@1.0.0');
  expect(gateway.output()).toContain(`${commit} could not be built`);

  const again = await publish({ name: 'blocked' });
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({ code: 'VERSION_EXISTS' });

  await rm(obstacle, { recursive: true });
  await vi.waitFor(async () => expect((await gateway.send('blocked')).status).toBe(200), soon);
});

it('serves what others pushed to whoever is refused because of it', async () => {
  await gateway.publish({ name: 'raced' });
  const { _rev } = (await gateway.read('raced?write=true')) as { readonly _rev: string };
  const meta = { maintainers: ['mira'], deprecated: { '1.0.0': 'theirs' } };
  await gateway.push({ 'packages/raced/meta.json': JSON.stringify(meta) });
  const body = { _rev, versions: { '1.0.0': { deprecated: 'ours' } } };
  const refused = await gateway.send('raced', { method: 'PUT', as: 'mira', body });
  expect(refused.status).toBe(409);
  expect(await deprecated('raced')).toBe('theirs');
});

it('forgets what a history that was rewritten no longer has', async () => {
  await gateway.publish({ name: 'rewound' });
  const found = async (): Promise<unknown> =>
    ((await gateway.read('-/v1/search?text=rewound')) as { readonly total: number }).total;
  expect(await found()).toBe(1);
  await gateway.remote.git('update-ref', 'refs/heads/main', 'main~1');
  await vi.waitFor(async () => expect(await found()).toBe(0), soon);
  expect((await gateway.send('rewound')).status).toBe(404);
});

it('audits by the advisories of the repository, also after commits that touch none', async () => {
  const audit = async (path: string, body: object): Promise<unknown> =>
    (await gateway.send(`-/npm/v1/security/${path}`, { method: 'POST', body })).json();
  const bulk = (): Promise<unknown> => audit('advisories/bulk', { audited: ['1.0.0'] });
  await gateway.publish({ name: 'audited' });
  expect(await bulk()).toEqual({});
  await gateway.push({
    'advisories/ACME-1.json': JSON.stringify(
      osv('ACME-1', { affected: [affects('audited', below('1.2.0'))] }),
    ),
  });
  await vi.waitFor(
    async () => expect(Object.keys((await bulk()) as object)).toEqual(['audited']),
    soon,
  );
  await gateway.publish({ name: 'audited', version: '1.1.0' });
  expect(Object.keys((await bulk()) as object)).toEqual(['audited']);
  const tree = { requires: { audited: '1' }, dependencies: { audited: { version: '1.0.0' } } };
  for (const path of ['audits/quick', 'audits']) {
    expect(await audit(path, { name: 'x', version: '1.0.0', ...tree })).toMatchObject({
      metadata: { totalDependencies: 1 },
      actions: [{ module: 'audited' }],
    });
  }
  await gateway.push({ 'advisories/ACME-1.json': undefined });
  await vi.waitFor(async () => expect(await bulk()).toEqual({}), soon);
});

it('takes one of many tarballs that are sent for one version at once', async () => {
  const responses = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      publish({ name: 'contested', files: { 'index.js': String(index) } }),
    ),
  );
  const statuses = responses.map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([201, ...Array<number>(11).fill(409)]);
  const winner = publishBody({
    ...{ name: 'contested', files: { 'index.js': String(statuses.indexOf(201)) } },
  }).versions['1.0.0'] as { readonly dist: { readonly integrity: string } };
  expect(await gateway.read('contested')).toMatchObject({
    versions: { '1.0.0': { dist: { integrity: winner.dist.integrity } } },
  });
  expect((await gateway.commits(2)).filter((line) => line.includes('contested'))).toHaveLength(1);
});
