// `stillpack … | head`: a reader that goes away changes nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createRepository } from '../support/git-repository.ts';
import { stillpackProgram } from '../support/program.ts';

async function exitCodeUnread(args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [stillpackProgram, ...args]);
  child.stdout.destroy();
  child.stderr.destroy();
  const [code] = (await once(child, 'exit')) as readonly unknown[];
  return code;
}

test('a build that nobody reads ends as it would have', async () => {
  const repository = await createRepository();
  await repository.write('stillpack.json', '{"url": "https://npm.acme.example/"}');
  await repository.commit('Begin');
  const build = ['build', '--repo', repository.dir, '--out', `${repository.dir}/public`];
  expect(await exitCodeUnread(build)).toBe(0);
  expect(await exitCodeUnread([...build, '--json'])).toBe(0);
  expect(await exitCodeUnread([...build, '--json', '--host', 'nowhere'])).toBe(2);
  expect(await exitCodeUnread(['--help'])).toBe(0);
});
