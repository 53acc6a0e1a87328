import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temp-dir.ts';

const run = promisify(execFile);

it('the demo installs real packages from a registry that it made, and leaves nothing behind', async () => {
  const tmp = await temporaryDirectory();
  const env = { ...process.env, TMPDIR: tmp, TMP: tmp, TEMP: tmp };
  const { stderr } = await run(process.execPath, ['dist/cli/demo/main.js', '--once'], { env });
  const [, address] = /on (http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(stderr) ?? [];
  expect(address).toBeDefined();
  expect(stderr).toMatch(/npm install stillpack @npmcli\/arborist/);
  expect(stderr).toContain(`every one from ${address ?? ''}`);
  expect(stderr).toContain('It works.');
  expect(await readdir(tmp)).toEqual([]);
});

it('where no temporary folder can be made, the demo is refused without a stack', async () => {
  const nowhere = '/nonexistent';
  const env = { ...process.env, TMPDIR: nowhere, TMP: nowhere, TEMP: nowhere };
  const demo = run(process.execPath, ['dist/cli/demo/main.js', '--once'], { env });
  const { code, stderr } = await demo.then(
    () => ({ code: 0, stderr: '' }),
    // What execFile rejects with.
    (error: unknown) => error as { readonly code: number; readonly stderr: string },
  );
  expect(code).toBe(1);
  expect(stderr).toContain('OUTPUT_NOT_WRITABLE');
  expect(stderr).not.toMatch(/^\s+at /m);
});
