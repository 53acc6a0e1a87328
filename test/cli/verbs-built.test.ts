// What a build, and so every client, sees of the verbs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { createVerbDesk } from '../support/verb-desk.ts';

test('tags, deprecations, owners, access and what is gone are in the built registry', async () => {
  const desk = await createVerbDesk({
    'stillpack.json': '{"url": "https://npm.acme.example/", "protected": true}\n',
    'users/jo.json': '{"email": "jo@acme.example"}\n',
  });
  const out = join(await temporaryDirectory(), 'public');
  const build = async (): Promise<void> => {
    expect(await desk.runJson(['build', '--out', out, '--strict'])).toMatchObject({
      ok: true,
      problems: [],
    });
  };
  const read = async (path: string): Promise<unknown> => {
    const text = await readFile(join(out, path), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const run = async (...args: string[]): Promise<void> => {
    expect(await desk.run(args)).toMatchObject({ code: 0 });
  };

  await run('tag', 'add', '@acme/ui@2.0.0-rc.1', 'next');
  await run('deprecate', '@acme/ui@<1.1', 'use 1.1.0');
  await run('org', 'set', 'acme', 'mira', 'owner');
  await run('org', 'set', 'acme', 'jo');
  await run('team', 'create', 'acme:web');
  await run('team', 'add', 'acme:web', 'jo');
  await run('access', 'grant', 'read-only', 'acme:web', '@acme/ui');
  await run('owner', 'add', 'mira', '@acme/ui');
  await run('access', 'set', 'restricted', '@acme/ui');
  await build();
  expect(await read('@acme/ui')).toMatchObject({
    'dist-tags': { latest: '1.1.0', next: '2.0.0-rc.1' },
    maintainers: [{ name: 'mira' }],
    versions: { '1.0.0': { deprecated: 'use 1.1.0' } },
  });
  expect(await read('@acme/ui')).not.toHaveProperty(['versions', '1.1.0', 'deprecated']);
  expect(await read('-/package/@acme/ui/visibility')).toEqual({ public: false });
  expect(await read('-/package/@acme/ui/collaborators')).toEqual({ jo: 'read', mira: 'write' });
  expect(await read('-/org/acme/user')).toEqual({ jo: 'developer', mira: 'owner' });
  expect(await read('-/v/@acme/ui/1.0.0')).toBeDefined();

  await run('undeprecate', '@acme/ui');
  await run('unpublish', '@acme/ui@2.0.0-rc.1');
  await run('access', 'set', 'public', '@acme/ui');
  await build();
  const packument = await read('@acme/ui');
  expect(packument).toMatchObject({ 'dist-tags': { latest: '1.1.0' } });
  expect(packument).not.toHaveProperty('dist-tags.next');
  expect(packument).not.toHaveProperty(['versions', '1.0.0', 'deprecated']);
  expect(packument).not.toHaveProperty(['versions', '2.0.0-rc.1']);
  expect(await read('-/v/@acme/ui/2.0.0-rc.1')).toBeUndefined();
  expect(await read('-/package/@acme/ui/visibility')).toEqual({ public: true });

  await run('unpublish', '@acme/ui', '--force', '--reason', 'moved');
  await build();
  expect(await read('@acme/ui')).toBeUndefined();
  expect(JSON.parse(await readFile(join(desk.dir, 'packages/@acme/ui/meta.json'), 'utf8'))).toEqual(
    {
      maintainers: ['mira'],
      access: 'public',
      unpublished: {
        '1.0.0': { reason: 'moved' },
        '1.1.0': { reason: 'moved' },
        '2.0.0-rc.1': {},
      },
    },
  );
});
