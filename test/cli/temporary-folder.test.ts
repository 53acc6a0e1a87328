import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRepository } from '../support/git-repository.ts';
import { stillpack } from '../support/program.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const identity = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@acme.example',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@acme.example',
};

test('where no temporary folder can be made, what needs one is refused and says how to mend it', async () => {
  const repository = await createRepository();
  await repository.commit('Begin');
  const init = [
    'init',
    join(await temporaryDirectory(), 'new'),
    '--url',
    'https://npm.acme.example/',
  ];
  for (const args of [['serve', '--repo', repository.dir, '--port', '0'], init]) {
    const env = { ...identity, TMPDIR: '/nonexistent/folder' };
    const { code, stderr } = await stillpack(args, { env });
    expect(code).toBe(1);
    expect(stderr).toContain('OUTPUT_NOT_WRITABLE');
    expect(stderr).toContain('TMPDIR');
  }
});
