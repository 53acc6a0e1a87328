import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/make-folder.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

test('makes what is missing and names the outermost of it', async () => {
  const dir = await temporaryDirectory();
  expect(await makeFolder(join(dir, 'a/b/c'))).toBe(join(dir, 'a'));
  expect((await stat(join(dir, 'a/b/c'))).isDirectory()).toBe(true);
  expect(await makeFolder(join(dir, 'a/b/c'))).toBeUndefined();
});

test('two at once both succeed', async () => {
  const path = join(await temporaryDirectory(), 'a/b/c/d');
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(path, 'e'))]);
  expect((await stat(join(path, 'e'))).isDirectory()).toBe(true);
});

test('a file in the way is an error', async () => {
  const dir = await temporaryDirectory();
  await writeFile(join(dir, 'file'), '');
  await expect(makeFolder(join(dir, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(dir, 'file/a'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.runIf(existsSync('/proc/self'))(
  'a file system that has no room for it is an error',
  async () => {
    await expect(makeFolder('/proc/stillpack/a')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
