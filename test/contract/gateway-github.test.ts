// `stillpack gateway --mode pull-request` in front of GitHub, of which a mock stands on this machine.
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { serveGit } from '../support/git-http-server.ts';
import { type MockAnswer, type MockGithub, mockGithub } from '../support/mock-github.ts';
import { publishBody } from '../support/publish-document.ts';

interface Desk {
  readonly gateway: TestGateway;
  readonly github: MockGithub;
}

async function start(before?: MockAnswer): Promise<Desk> {
  const github = await mockGithub(before);
  const gateway = await startGateway({
    args: ['--mode', 'pull-request', '--forge-api', github.api],
    env: { STILLPACK_FORGE_TOKEN: 'ghp_secret' },
    async reach(remote) {
      const folder = dirname(remote);
      await mkdir(join(folder, 'acme'));
      await symlink(remote, join(folder, 'acme', 'registry.git'));
      const server = await serveGit(folder);
      onTestFinished(() => server.stop());
      return server.urlOf('acme/registry.git');
    },
  });
  onTestFinished(() => gateway.close());
  return { gateway, github };
}

function publish({ gateway }: Desk, name = 'ui'): Promise<Response> {
  return gateway.send(name, { method: 'PUT', as: 'mira', body: publishBody({ name }) });
}

const pull = (number: number): string => `https://github.example/acme/registry/pull/${number}`;
const heads = ({ github }: Desk): readonly string[] => github.pulls.map(({ head }) => head);

it('opens one pull request for a publish, however often it is sent', async () => {
  const desk = await start();
  for (let time = 0; time < 2; time += 1) {
    const response = await publish(desk);
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ pullRequest: pull(1) });
    expect(response.headers.get('npm-notice')).toContain(pull(1));
  }
  expect(heads(desk)).toEqual(['publish/ui-1.0.0']);
  expect([...desk.github.tokens]).toEqual(['token ghp_secret']);
});

it('opens another when the first was closed, and its branch is there still', async () => {
  const desk = await start();
  await publish(desk);
  const [first] = desk.github.pulls;
  if (first !== undefined) first.state = 'closed';
  expect(await (await publish(desk)).json()).toMatchObject({ pullRequest: pull(2) });
  expect(await (await publish(desk)).json()).toMatchObject({ pullRequest: pull(2) });
  expect(heads(desk)).toEqual(['publish/ui-1.0.0', 'publish/ui-1.0.0@2']);
});

it('opens the pull request of a branch that waits, when GitHub was away the first time', async () => {
  let isAway = true;
  const desk = await start(({ method }, response) => {
    if (!isAway || method !== 'POST') return false;
    response.writeHead(502).end();
    return true;
  });
  const first = await publish(desk);
  expect(first.status).toBe(503);
  expect(await first.json()).toMatchObject({ code: 'FORGE_UNREACHABLE' });
  const waiting = await desk.gateway.remote.oid('publish/ui-1.0.0');
  isAway = false;
  expect(await (await publish(desk)).json()).toMatchObject({ pullRequest: pull(1) });
  expect(heads(desk)).toEqual(['publish/ui-1.0.0']);
  expect(await desk.gateway.remote.oid('publish/ui-1.0.0')).toBe(waiting);
});

it('lets others go on while GitHub takes its time, and counts what waits', async () => {
  let answer: (() => void) | undefined;
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const desk = await start(({ method }, response) => {
    if (method !== 'POST' || answer !== undefined) return false;
    answer = () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ html_url: pull(7) }));
    };
    asked();
    return true;
  });
  const slow = publish(desk, 'slow');
  await isAsked;
  const metrics = await (await desk.gateway.send('-/metrics')).text();
  expect(metrics).toContain('stillpack_writes_waiting 1');
  expect((await publish(desk, 'quick')).status).toBe(202);
  answer?.();
  expect(await (await slow).json()).toMatchObject({ pullRequest: pull(7) });
});
