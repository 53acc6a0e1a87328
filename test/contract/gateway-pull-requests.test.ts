// `stillpack gateway --mode pull-request` on a bare remote, which has no pull requests: only branches.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { publishBody } from '../support/publish-document.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ args: ['--mode', 'pull-request'] });
});
afterAll(() => gateway.close());

function publish(options: Parameters<typeof publishBody>[0]): Promise<Response> {
  const path = options.name.replace('/', '%2f');
  return gateway.send(path, { method: 'PUT', as: 'mira', body: publishBody(options) });
}

async function branches(): Promise<readonly string[]> {
  const list = await gateway.remote.git('for-each-ref', '--format=%(refname:short)', 'refs/heads');
  return list.split('\n').filter((branch) => branch !== 'main');
}

it('puts a publish on a branch of its own, and main stays as it is', async () => {
  const before = await gateway.remote.oid('main');
  const response = await publish({ name: '@mira/ui' });
  expect(response.status).toBe(202);
  expect(response.headers.get('npm-notice')).toContain('publish/@mira/ui-1.0.0');
  expect(await branches()).toContain('publish/@mira/ui-1.0.0');
  expect(await gateway.remote.oid('main')).toBe(before);
  expect(
    await gateway.remote.git('log', '-1', '--format=%P %an: %s', 'publish/@mira/ui-1.0.0'),
  ).toBe(`${before} mira: npm publish @mira/ui@1.0.0`);
  expect((await gateway.send('@mira%2fui', { as: 'mira' })).status).toBe(404);
});

it('answers the same bytes as before, and refuses others', async () => {
  const first = await publish({ name: 'repeated' });
  const waiting = await gateway.remote.oid('publish/repeated-1.0.0');
  const again = await publish({ name: 'repeated' });
  expect(again.status).toBe(202);
  expect(again.headers.get('npm-notice')).toBe(first.headers.get('npm-notice'));
  const other = await publish({ name: 'repeated', files: { 'other.js': '1' } });
  expect(other.status).toBe(409);
  expect(await other.json()).toMatchObject({ code: 'VERSION_EXISTS' });
  expect(await gateway.remote.oid('publish/repeated-1.0.0')).toBe(waiting);
});

it('refuses the same bytes with another tag than those that wait', async () => {
  expect((await publish({ name: '@mira/tagged', tag: 'beta' })).status).toBe(202);
  expect((await publish({ name: '@mira/tagged', tag: 'beta' })).status).toBe(202);
  for (const other of [{ tag: 'next' }, {}]) {
    const refused = await publish({ name: '@mira/tagged', ...other });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'VERSION_EXISTS' });
  }
});

it('proposes a change anew that was merged once, and undone', async () => {
  const meta = { maintainers: ['mira'] };
  await gateway.push({ 'packages/toggled/meta.json': JSON.stringify(meta) });
  await publish({ name: 'toggled' });
  const merge = (branch: string): Promise<string> =>
    gateway.remote.git('update-ref', 'refs/heads/main', branch);
  await merge('publish/toggled-1.0.0');
  const tag = async (method: 'PUT' | 'DELETE'): Promise<string> => {
    const path = '-/package/toggled/dist-tags/beta';
    const body = method === 'PUT' ? '"1.0.0"' : undefined;
    const response = await gateway.send(path, { method, as: 'mira', body });
    expect(response.status).toBe(202);
    return /change\/\S+/.exec(response.headers.get('npm-notice') ?? '')?.[0] ?? '';
  };
  const added = await tag('PUT');
  await merge(added);
  const removed = await tag('DELETE');
  await merge(removed);
  const again = await tag('PUT');
  expect(await branches()).toContain(again);
  expect(again).not.toBe(added);
  expect(await tag('PUT')).toBe(again);
  expect(await gateway.remote.git('log', '--format=%s', `main..${again}`)).toBe(
    'npm dist-tag add toggled@1.0.0 beta',
  );
});

it('serves what was merged, and refuses it from then on', async () => {
  await publish({ name: 'merged' });
  await gateway.remote.git('update-ref', 'refs/heads/main', 'publish/merged-1.0.0');
  // A gateway learns of a merge when it writes.
  await publish({ name: 'after' });
  expect((await gateway.send('merged')).status).toBe(200);
  const again = await publish({ name: 'merged' });
  expect(again.status).toBe(409);
});

it('lets other changes wait as well, each on one branch however often it is asked for', async () => {
  const seen = await branches();
  const tag = (): Promise<Response> =>
    gateway.send('-/org/mira/user', {
      ...{ method: 'PUT', as: 'mira', body: { user: 'mira', role: 'owner' } },
    });
  expect((await tag()).status).toBe(202);
  expect((await tag()).status).toBe(202);
  const added = (await branches()).filter((branch) => !seen.includes(branch));
  expect(added).toEqual([expect.stringMatching(/^change\//)]);
});

it('refuses at once what no review could let in', async () => {
  const seen = await branches();
  const foreign = await gateway.send('@other%2fx', {
    ...{ method: 'PUT', as: 'mira', body: publishBody({ name: '@other/x' }) },
  });
  expect(foreign.status).toBe(403);
  expect(await branches()).toEqual(seen);
});
