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
