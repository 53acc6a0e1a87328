// What a client of a gateway is told when something gives way, and that nothing was acknowledged then.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { type GitInBetween, putGitInBetween } from '../support/git-in-between.ts';
import { publishBody } from '../support/publish-document.ts';

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
