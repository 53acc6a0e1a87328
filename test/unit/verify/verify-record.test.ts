// A built folder against the record of its build: nothing may be changed, gone or added unnoticed.
import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuiltFolder } from '../../../src/verify/built-folder.ts';
import { openDisk } from '../../../src/write/output-disk.ts';
import { builtFor, builtWithSite, edit, findingsIn } from '../../support/built-registry.ts';

const registry = '-/stillpack/registry.json';
const state = '-/stillpack/state/foo.json';

describe.each([
  ['static', '-/v1/search'],
  ['static', '-/package/foo/collaborators'],
  ['static', '-/whoami'],
  ['s3', 'registry/-/v1/search'],
  ['vercel', 'vercel.json'],
  ['apache', '-/host/apache.conf'],
])('on %s, %s', (host, path) => {
  test('changed is FILE_CHANGED', async () => {
    const dir = await builtFor(host);
    await writeFile(join(dir, path), '{"a":1}');
    expect(await findingsIn(dir)).toContain(`FILE_CHANGED ${path}`);
  });

  test('removed is FILE_MISSING', async () => {
    const dir = await builtFor(host);
    await rm(join(dir, path));
    expect(await findingsIn(dir)).toContain(`FILE_MISSING ${path}`);
  });

  test('replaced by a symbolic link is FILE_MISSING', async () => {
    const dir = await builtFor(host);
    await rename(join(dir, path), join(dir, '..', `moved-${host}`));
    await symlink(join(dir, '..', `moved-${host}`), join(dir, path));
    expect(await findingsIn(dir)).toContain(`FILE_MISSING ${path}`);
  });
});

test('other bytes of the same length are FILE_CHANGED', async () => {
  const dir = await builtFor('static');
  await writeFile(join(dir, '-/ping'), '[]');
  expect(await findingsIn(dir)).toEqual(['DOCUMENT_DIFFERS -/ping', 'FILE_CHANGED -/ping']);
});

test.each(['stray.html', '-/stray', '-/t/stray', '-/stillpack/stray.json', '-/v/foo/deep/er/x'])(
  'a file %s that no build wrote is FILE_UNRECORDED',
  async (path) => {
    const dir = await builtFor('nginx');
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), '{}');
    expect(await findingsIn(dir)).toContain(`FILE_UNRECORDED ${path}`);
  },
);

test.each([
  ['nginx', '', 'package/foo/index.html'],
  ['nginx', '', '-/site/feeds/all.xml'],
  ['nginx', '', 'robots.txt'],
  ['nginx', '', '404.html'],
  ['s3', 'pages/', 'org/acme/index.html'],
  ['github-pages', '', '~mira/index.html'],
])('a page on %s is a file like any other: %s%s', async (host, folder, page) => {
  const dir = await builtWithSite(host);
  const [path, stray] = [`${folder}${page}`, `${folder}package/stray/index.html`];
  await writeFile(join(dir, path), '<p>');
  await mkdir(dirname(join(dir, stray)), { recursive: true });
  await writeFile(join(dir, stray), '<p>');
  expect(await findingsIn(dir)).toEqual([`FILE_CHANGED ${path}`, `FILE_UNRECORDED ${stray}`]);
  await rm(join(dir, path));
  expect(await findingsIn(dir)).toEqual([`FILE_MISSING ${path}`, `FILE_UNRECORDED ${stray}`]);
});

test('nor can one hide in a folder whose name no build gives', async () => {
  const dir = await builtFor('nginx');
  await mkdir(join(dir, 'a\u001b[31m'));
  await writeFile(join(dir, 'a\u001b[31m/stray'), '{}');
  expect((await findingsIn(dir)).filter((each) => each.startsWith('FILE_UNRECORDED'))).toHaveLength(
    1,
  );
});

describe('RECORD_DAMAGED is a record', () => {
  test.each([
    [registry, '{}'],
    [state, 'x'],
    [state, `{"format":1,"files":${'['.repeat(200_000)}${']'.repeat(200_000)},"check":""}`],
    ['-/stillpack/build.json', '{"format":1,"finished":false}'],
  ])('%s of other content', async (path, content) => {
    const dir = await builtFor('static');
    await writeFile(join(dir, path), content);
    expect(await findingsIn(dir)).toContain(`RECORD_DAMAGED ${path}`);
  });

  test('that lists more than its checksum covers', async () => {
    const dir = await builtFor('static');
    await edit({ dir, path: state }, (record) => (record['files'] = []));
    expect(await findingsIn(dir)).toContain(`RECORD_DAMAGED ${state}`);
  });

  test.each([registry, '-/stillpack/build.json'])('without %s', async (path) => {
    const dir = await builtFor('static');
    await rm(join(dir, path));
    expect(await findingsIn(dir)).toContain(`RECORD_DAMAGED ${path}`);
  });
});

test('a package without its record has its files unrecorded', async () => {
  const dir = await builtFor('static');
  await rm(join(dir, state));
  expect(await findingsIn(dir)).toContain('FILE_UNRECORDED foo');
});

test('a file larger than Node reads at once is FILE_TOO_LARGE', async () => {
  const dir = await builtFor('static');
  await truncate(join(dir, '-/t/foo/foo-1.0.0.tgz'), 2 ** 31);
  expect(await findingsIn(dir)).toEqual([
    'TARBALL_UNREADABLE -/t/foo/foo-1.0.0.tgz',
    'FILE_CHANGED -/t/foo/foo-1.0.0.tgz',
    'FILE_TOO_LARGE -/t/foo/foo-1.0.0.tgz',
  ]);
});

test('of a file that is too large nothing is read', async () => {
  const dir = await builtFor('static');
  const folder = createBuiltFolder(await openDisk(dir), { maxBytes: 1 });
  expect(await folder.read('-/ping')).toEqual(new Uint8Array());
  expect(folder.tooLarge()).toEqual(['-/ping']);
});
