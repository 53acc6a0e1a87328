// What a gateway does not start on.
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { createRepository, type GitRepository, isolatedGitEnv } from '../support/git-repository.ts';
import { stillpack, stillpackProgram } from '../support/program.ts';
import { startServer } from '../support/server-process.ts';
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
