import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { guarded } from '../../../src/write/disk-errors.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

test('whatever the system refuses is OUTPUT_NOT_WRITABLE', async () => {
  const dir = await temporaryDirectory();
  // EISDIR.
  await expect(guarded(dir, () => readFile(dir))).rejects.toMatchObject({
    code: 'OUTPUT_NOT_WRITABLE',
    path: dir,
  });
  expect(await guarded(dir, () => Promise.resolve(1))).toBe(1);
});

test.each([new TypeError('a bug'), Object.assign(new Error('a bug'), { code: 'ENOENT' })])(
  'an error that is not of the system stays what it is: %s',
  async (error) => {
    await expect(guarded('dir', () => Promise.reject(error))).rejects.toBe(error);
  },
);
