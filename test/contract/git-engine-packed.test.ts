// Large blobs in a pack that goes on behind them.
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oidOf } from '../../src/source/git-engine.ts';
import { createRepository } from '../support/git-repository.ts';
import { engineNames, openTestEngine } from '../support/test-engine.ts';

test.each(engineNames)(
  'the %s engine reads several large blobs of one pack, whatever lies behind each',
  async (name) => {
    const repository = await createRepository();
    const contents = new Map<string, Buffer>();
    for (const folder of ['a', 'b', 'c']) {
      contents.set(`${folder}/large`, randomBytes(3_000_000));
      contents.set(`${folder}/small`, randomBytes(100_000));
    }
    for (const [path, content] of contents) await repository.write(path, content);
    await repository.commit('one');
    await repository.git('gc', '-q');
    expect(await readdir(join(repository.dir, '.git/objects'))).toEqual(['info', 'pack']);
    const engine = await openTestEngine(repository.dir, name);
    for (const [path, content] of contents) {
      const oid = oidOf(await repository.git('rev-parse', `HEAD:${path}`));
      if (oid === undefined) throw new Error('the fixture is wrong');
      const bytes = await engine.readBlob(oid);
      if (typeof bytes !== 'object') throw new Error(`${path} is ${bytes ?? 'missing'}`);
      expect(content.equals(bytes), path).toBe(true);
    }
  },
);
