// What a gateway does not start on.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { stillpack } from '../support/program.ts';
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
