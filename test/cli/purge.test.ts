import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVerbDesk } from '../support/verb-desk.ts';

const spec = '@acme/ui@1.0.0';

test('purge says what it would do, and does nothing without --yes', async () => {
  const desk = await createVerbDesk();
  const before = await desk.state();
  const { code, stderr } = await desk.run(['purge', spec]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/would rewrite 1 of 1 commit/);
  expect(stderr).toMatch(/would move refs\/heads\/main/);
  expect(stderr).toMatch(/secrets .*revoke/);
  expect(stderr).toMatch(/PURGE_UNCONFIRMED[^]*stillpack purge @acme\/ui@1\.0\.0 --yes/);
  expect(await desk.run(['purge', spec, '--dry-run', '--yes'])).toMatchObject({ code: 0 });
  expect(await desk.runJson(['purge', spec])).toMatchObject({
    ...{ code: 2, ok: false, isNeeded: true, isDone: false, commits: { rewritten: 1, all: 1 } },
    error: { code: 'PURGE_UNCONFIRMED' },
  });
  expect(await desk.state()).toBe(before);
});

test('purge with --yes says what was done and what else holds the bytes, as data too', async () => {
  const desk = await createVerbDesk();
  const leaked = await desk.git('rev-parse', 'HEAD:packages/@acme/ui/ui-1.0.0.tgz');
  const report = await desk.runJson(['purge', spec, '--yes', '--reason', 'a key']);
  expect(report).toMatchObject({
    ...{ code: 0, ok: true, isDone: true, left: [], bytes: [{ oid: leaked }] },
    versions: [{ spec, time: '2024-01-01T00:00:00.000Z' }],
    head: await desk.git('rev-parse', 'HEAD'),
  });
  expect(report['elsewhere']).toContainEqual(expect.objectContaining({ holder: 'clones' }));
  expect((await desk.lastCommit()).message).toMatch(/^stillpack purge @acme\/ui@1\.0\.0\n\na key/);
  expect(await desk.git('log', '--all', '--raw', '--no-abbrev')).not.toContain(leaked);
  const again = await desk.run(['purge', spec, '--yes']);
  expect(again).toMatchObject({ code: 0, stdout: '' });
  expect(again.stderr).toMatch(/^Nothing to do/);
});

test('unpublish alone says that the bytes remain, and names purge; the bytes do remain', async () => {
  const desk = await createVerbDesk();
  const file = 'packages/@acme/ui/ui-1.0.0.tgz';
  const leaked = await desk.git('rev-parse', `HEAD:${file}`);
  const { stderr } = await desk.run(['unpublish', spec]);
  expect(stderr).toMatch(/bytes stay: .*stillpack purge @acme\/ui@1\.0\.0/);
  expect(await desk.git('log', '--all', '--raw', '--no-abbrev')).toContain(leaked);
  await expect(readFile(join(desk.dir, file))).rejects.toMatchObject({ code: 'ENOENT' });
});
