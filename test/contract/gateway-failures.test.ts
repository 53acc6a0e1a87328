// What a client of a gateway is told when something gives way, and that nothing was acknowledged then.
import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { type GitHttpServer, serveGit } from '../support/git-http-server.ts';
import { type GitInBetween, putGitInBetween } from '../support/git-in-between.ts';
import { publishBody } from '../support/publish-document.ts';

const soon = { timeout: 30_000, interval: 20 };

async function start(): Promise<{ readonly gateway: TestGateway; readonly git: GitInBetween }> {
  const git = await putGitInBetween();
  onTestFinished(() => git.remove());
  const gateway = await startGateway({ path: git.path });
  onTestFinished(() => gateway.close());
  return { gateway, git };
}

function publish(gateway: TestGateway, name: string): Promise<Response> {
  return gateway.send(name, { method: 'PUT', as: 'mira', body: publishBody({ name }) });
}

it('507 for a full disk, on which nothing is left; once there is room, it goes on', async () => {
  const { gateway, git } = await start();
  const before = await gateway.remote.oid('main');
  await git.fillDisk();
  const response = await publish(gateway, 'large');
  expect(response.status).toBe(507);
  expect(await response.json()).toMatchObject({ code: 'DISK_FULL' });
  expect(await gateway.remote.oid('main')).toBe(before);
  expect((await gateway.send('large')).status).toBe(404);
  const clone = await readdir(join(gateway.data, 'registry.git'), { recursive: true });
  expect(clone.filter((path) => /tmp_|crash/.test(path))).toEqual([]);

  await git.makeRoom();
  expect((await publish(gateway, 'large')).status).toBe(201);
});

it('503 while the server of the repository is down, and without its address', async () => {
  let server: GitHttpServer | undefined;
  const gateway = await startGateway({
    reach: async (remote) => {
      server = await serveGit(dirname(remote));
      return server.urlOf(basename(remote));
    },
  });
  onTestFinished(() => gateway.close());
  onTestFinished(() => server?.stop());
  expect((await publish(gateway, 'before')).status).toBe(201);
  const head = await gateway.remote.oid('main');

  await server?.stop();
  const response = await publish(gateway, 'meanwhile');
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10']);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ code: 'REMOTE_UNREACHABLE' });
  expect(text).not.toContain('http:');
  expect(await gateway.remote.oid('main')).toBe(head);
  expect((await gateway.send('meanwhile')).status).toBe(404);
  expect((await gateway.send('before')).status).toBe(200);

  await server?.startAgain();
  expect((await publish(gateway, 'meanwhile')).status).toBe(201);
});

it('answers a publish that is under way when it is told to end, and takes nothing new', async () => {
  const { gateway, git } = await start();
  await git.holdPush();
  const publishing = publish(gateway, 'last');
  await git.pushHeld();
  const stopped = gateway.stop('SIGTERM');
  await vi.waitFor(() => expect(gateway.send('-/ping')).rejects.toThrow(), soon);
  await git.letPush();
  expect((await publishing).status).toBe(201);
  expect(await stopped).toBe(0);
  expect((await gateway.commits())[0]).toContain('npm publish last@1.0.0');
});

it('says nothing of its own files, which the log does', async () => {
  const { gateway } = await start();
  await writeFile(gateway.accounts, 'no JSON');
  const body = { name: 'zoe', password: 'correct-horse-2' };
  const response = await gateway.send('-/user/org.couchdb.user:zoe', { method: 'PUT', body });
  expect(response.status).toBe(503);
  const { code, error } = (await response.json()) as {
    readonly code: string;
    readonly error: string;
  };
  expect(code).toBe('ACCOUNTS_DAMAGED');
  expect(error).not.toContain(dirname(gateway.accounts));
  await vi.waitFor(() => expect(gateway.output()).toContain(gateway.accounts), soon);
});
