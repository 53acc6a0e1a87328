import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oidOf } from '../../../src/source/git-engine.ts';
import { packOffsetOf } from '../../../src/source/isomorphic-git/pack-index.ts';
import { createRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

test('an index tells where an object lies, unless it is no index, or one of another version', async () => {
  const repository = await createRepository();
  await repository.write('a', 'x');
  const commit = await repository.commit('one');
  await repository.git('gc', '-q');
  const folder = join(repository.dir, '.git/objects/pack');
  const name = (await readdir(folder)).find((each) => each.endsWith('.idx')) ?? '';
  // The first object lies behind the pack's own header.
  expect(await packOffsetOf(join(folder, name), commit)).toBe(12);
  const absent = oidOf('1'.repeat(40));
  if (absent === undefined) throw new Error('the fixture is wrong');
  expect(await packOffsetOf(join(folder, name), absent)).toBeUndefined();

  const index = await readFile(join(folder, name));
  for (const at of [0, 3, 7]) {
    const other = Buffer.from(index);
    other[at] = 9;
    const file = join(await temporaryDirectory(), 'other.idx');
    await writeFile(file, other);
    expect(await packOffsetOf(file, commit), `byte ${at}`).toBeUndefined();
  }
});
