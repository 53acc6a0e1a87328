import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildWith, createDailyRepository } from '../support/repeated-build.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { toolProgram } from '../support/tools/tool.ts';

test.each(['node-22', 'node-24'] as const)('%s gives the same output', async (tool) => {
  const repo = join(await temporaryDirectory(), 'registry');
  await createDailyRepository(repo);
  const node = toolProgram(tool, 'node');
  expect(await buildWith(repo, { node })).toEqual(await buildWith(repo));
});
