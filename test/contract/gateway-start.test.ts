// What a gateway does not start on.
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { putGitInBetween } from '../support/git-in-between.ts';
import { createRepository, type GitRepository, isolatedGitEnv } from '../support/git-repository.ts';
import { stillpack, stillpackProgram } from '../support/program.ts';
import { freePort, startServer } from '../support/server-process.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

async function codeOfStart(repository: GitRepository): Promise<unknown> {
  const data = join(await temporaryDirectory(), 'data');
  const places = ['--repo', repository.dir, '--data', data, '--listen', '127.0.0.1:0'];
  const { code, stdout } = await stillpack(['gateway', '--json', ...places]);
  expect(code).toBe(1);
  return (JSON.parse(stdout) as { readonly error: { readonly code: string } }).error.code;
}

it.each([
  ['.gitattributes', '*.tgz filter=lfs diff=lfs merge=lfs -text\n'],
  ['packages/@acme/.gitattributes', '# large\n*.tgz -text filter=lfs\n'],
])('a repository whose %s gives tarballs to Git LFS', async (path, attributes) => {
  const repository = await createRepository();
  await repository.write('stillpack.json', '{}');
  await repository.write(path, attributes);
  await repository.commit('Begin');
  expect(await codeOfStart(repository)).toBe('REPOSITORY_UNSUPPORTED');
});

it('a data folder that another gateway uses, until that one is gone', async () => {
  const gateway = await startGateway();
  onTestFinished(() => gateway.close());
  const places = ['--repo', gateway.remote.dir, '--data', gateway.data];
  const args = ['gateway', '--json', ...places, '--listen', '127.0.0.1:0'];
  const { code, stdout } = await stillpack(args);
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'GATEWAY_RUNNING' } }]);
  await gateway.publish({ name: 'still-there' });

  await gateway.stop('SIGKILL');
  const next = await startServer(process.execPath, {
    args: [stillpackProgram, ...args],
    env: { HOME: gateway.data, ...isolatedGitEnv },
    ready: (output) => output.includes('"url"'),
  });
  await next.close();
});

it('every interface, unless it is told where clients find it', async () => {
  const repository = await createRepository();
  const data = join(await temporaryDirectory(), 'data');
  const places = ['--repo', repository.dir, '--data', data, '--listen', '0.0.0.0:0'];
  const { code, stdout } = await stillpack(['gateway', '--json', ...places]);
  expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'OPTION_INVALID' } }]);
});

it('asks clients to come again while the first build runs', async () => {
  const repository = await createRepository();
  await repository.write('stillpack.json', '{}');
  await repository.commit('Begin');
  const git = await putGitInBetween();
  onTestFinished(() => git.remove());
  await git.holdClone();
  const port = await freePort();
  const data = join(await temporaryDirectory(), 'data');
  const places = ['--repo', repository.dir, '--data', data, '--listen', `127.0.0.1:${port}`];
  const server = await startServer(process.execPath, {
    args: [stillpackProgram, 'gateway', ...places],
    env: { HOME: data, ...isolatedGitEnv, PATH: `${git.path}:${process.env['PATH'] ?? ''}` },
    ready: port,
  });
  onTestFinished(() => server.close());
  const ask = (): Promise<Response> => fetch(`http://127.0.0.1:${port}/-/ping`);
  const early = await ask();
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await early.json()).toMatchObject({ code: 'GATEWAY_STARTING' });
  await git.letClone();
  const answered = { timeout: 30_000, interval: 50 };
  await vi.waitFor(async () => expect((await ask()).status).toBe(200), answered);
});
