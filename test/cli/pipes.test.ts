// What is printed to where it cannot be written. `stillpack … | head`: a reader that goes away changes nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createRepository } from '../support/git-repository.ts';
import { stillpackProgram } from '../support/program.ts';

async function exitCodeUnread(args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [stillpackProgram, ...args]);
  child.stdout.destroy();
  child.stderr.destroy();
  const [code] = (await once(child, 'exit')) as readonly unknown[];
  return code;
}

/** A build whose stdout is a file that is open for reading only. */
async function build(
  dir: string,
  ...flags: readonly string[]
): Promise<readonly [unknown, string]> {
  const args = [stillpackProgram, 'build', '--repo', dir, '--out', join(dir, 'public'), ...flags];
  const unwritable = await open(join(dir, 'stillpack.json'), 'r');
  onTestFinished(() => unwritable.close());
  const child = spawn(process.execPath, args, { stdio: ['ignore', unwritable.fd, 'pipe'] });
  if (child.stderr === null) throw new Error('no stderr');
  const [stderr, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'exit') as Promise<readonly unknown[]>,
  ]);
  return [code, stderr];
}

test('a document that cannot be written is exit code 1, said without a stack', async () => {
  const repository = await createRepository();
  await repository.write('stillpack.json', '{"url": "https://npm.acme.example/"}');
  await repository.commit('Begin');
  const [code, stderr] = await build(repository.dir, '--json');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*\n$/);
  expect((await build(repository.dir, '--json', '--host', 'nowhere'))[0]).toBe(2);
});

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
