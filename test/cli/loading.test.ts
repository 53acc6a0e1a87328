// What a command needs is all that it loads: starting is most of a small command's time.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { stillpackProgram } from '../support/program.ts';

const run = promisify(execFile);

/** The files that were read as modules, by what Node's own tracing says. */
async function loadedBy(args: readonly string[]): Promise<string> {
  const { stderr } = await run(process.execPath, [stillpackProgram, ...args], {
    env: { ...process.env, NODE_DEBUG: 'esm,module' },
    maxBuffer: 2 ** 28,
  });
  return stderr;
}

test('help loads neither the build nor the libraries of any command', async () => {
  const loaded = await loadedBy(['--help']);
  expect(loaded).toContain('dist/cli/main.cjs');
  // The bundler's own runtime is a file of 1 kB.
  expect(loaded).not.toMatch(/node_modules\/|dist\/bundle\/(?!rolldown-runtime\.cjs)/);
});
