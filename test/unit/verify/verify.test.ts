// A built folder is changed in one way at a time; verify must find exactly that.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostPresets } from '../../../src/host/host-preset-of.ts';
import { verify } from '../../../src/verify/verify.ts';
import {
  builtFor,
  builtWithSite,
  edit,
  type Fields,
  findingsIn,
} from '../../support/built-registry.ts';
import { buildRegistry } from '../../support/registry-folder.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

/** Before any version. */
const someTime = '2001-01-01T00:00:00.000Z';

const sound = { packages: 3, versions: 4, elsewhere: 0, findings: [], warnings: [] };

describe.each([...hostPresets.map(({ name }) => name), 'serve'])('%s', (host) => {
  test('what a build wrote has no findings', async () => {
    const dir = await builtFor(host);
    expect(await verify({ dir })).toEqual({ ...sound, recorded: true });
  });

  test('nor has it without the record of the build, which is said', async () => {
    const dir = await builtFor(host);
    await rm(join(dir, '-/stillpack'), { recursive: true });
    expect(await verify({ dir })).toEqual({ ...sound, recorded: false });
  });

  test.each(['/', '/web/'])('nor has it with a website at %s, recorded or not', async (path) => {
    const dir = await builtWithSite(host, path);
    expect(await verify({ dir })).toEqual({ ...sound, recorded: true });
    await rm(join(dir, '-/stillpack'), { recursive: true });
    expect(await verify({ dir })).toEqual({ ...sound, recorded: false });
  });
});

test.each(['nginx', 'github-pages', 's3'])(
  'on %s a package robots.txt is a package, and its packument JSON',
  async (host) => {
    const dir = await temporaryDirectory();
    const packages = [{ name: 'robots.txt', versions: [{ version: '1.0.0' }] }];
    await buildRegistry({ dir, host, packages, site: '/' });
    expect(await verify({ dir })).toMatchObject({ packages: 1, findings: [] });
  },
);

/** In the flat layout of `nginx`. */
describe('a finding is', () => {
  const changes: readonly (readonly [string, (dir: string) => Promise<void>, string])[] = [
    [
      'a packument that is not JSON',
      (dir) => writeFile(join(dir, 'lodash.merge'), '{"name"'),
      'PACKUMENT_INVALID lodash.merge',
    ],
    [
      'a packument of another name',
      (dir) => edit({ dir, path: 'foo' }, (packument) => (packument['name'] = 'bar')),
      'PACKUMENT_INVALID foo',
    ],
    [
      'a package without packument',
      (dir) => rm(join(dir, '@acme/ui')),
      'PACKUMENT_MISSING @acme/ui',
    ],
    [
      'a tarball that is not there',
      (dir) => rm(join(dir, '-/t/foo/foo-1.0.0.tgz')),
      'TARBALL_MISSING -/t/foo/foo-1.0.0.tgz',
    ],
    [
      'a tarball of other bytes',
      (dir) => copy(dir, '-/t/lodash.merge/lodash.merge-1.0.0.tgz', '-/t/foo/foo-1.0.0.tgz'),
      'INTEGRITY_MISMATCH -/t/foo/foo-1.0.0.tgz',
    ],
    [
      'a tarball that is none',
      (dir) => writeFile(join(dir, '-/t/foo/foo-1.0.0.tgz'), 'x'),
      'TARBALL_UNREADABLE -/t/foo/foo-1.0.0.tgz',
    ],
    [
      'a tarball that no version names',
      (dir) => copy(dir, '-/t/foo/foo-1.0.0.tgz', '-/t/foo/foo-0.9.0.tgz'),
      'TARBALL_UNLISTED -/t/foo/foo-0.9.0.tgz',
    ],
    [
      'a gitHead that is no commit',
      (dir) =>
        edit(
          { dir, path: 'foo', keys: ['versions', '1.0.0'] },
          (entry) => (entry['gitHead'] = 'main'),
        ),
      'MANIFEST_DIFFERS foo',
    ],
    [
      'a dist-tag of no version',
      (dir) =>
        edit({ dir, path: 'foo', keys: ['dist-tags'] }, (fields) => (fields['beta'] = '9.9.9')),
      'DIST_TAG_DANGLING foo',
    ],
    [
      'no time for a version',
      (dir) => edit({ dir, path: 'foo', keys: ['time'] }, (fields) => delete fields['1.0.0']),
      'TIME_MISSING foo',
    ],
    [
      'a time that is none',
      (dir) =>
        edit({ dir, path: 'foo', keys: ['time'] }, (fields) => (fields['1.0.0'] = 'yesterday')),
      'TIME_MISSING foo',
    ],
    [
      'a time of no version',
      (dir) => edit({ dir, path: 'foo', keys: ['time'] }, (fields) => (fields['9.0.0'] = someTime)),
      'TIME_DIFFERS foo',
    ],
    [
      'a creation that is no version’s time',
      (dir) =>
        edit({ dir, path: 'foo', keys: ['time'] }, (fields) => (fields['created'] = someTime)),
      'TIME_DIFFERS foo',
    ],
    [
      'a last change before a version',
      (dir) =>
        edit({ dir, path: 'foo' }, (packument) => {
          packument['modified'] = someTime;
          packument['time'] = { ...(packument['time'] as Fields), modified: someTime };
        }),
      'TIME_DIFFERS foo',
    ],
    [
      'another last change at the top',
      (dir) => edit({ dir, path: 'foo' }, (packument) => (packument['modified'] = someTime)),
      'TIME_DIFFERS foo',
    ],
    [
      'another _id of the packument',
      async (dir) => {
        const text = await readFile(join(dir, 'foo'), 'utf8');
        await writeFile(join(dir, 'foo'), text.replace('"_id":"foo"', '"_id":"bar"'));
      },
      'PACKUMENT_INVALID foo',
    ],
    [
      'a _rev of other content',
      async (dir) => {
        const text = await readFile(join(dir, 'foo'), 'utf8');
        await writeFile(join(dir, 'foo'), text.replace(/"_rev":"(\d+)-./, '"_rev":"$1-x'));
      },
      'REVISION_DIFFERS foo',
    ],
    [
      'maintainers that the versions have not',
      (dir) =>
        edit({ dir, path: 'foo' }, (packument) => (packument['maintainers'] = [{ name: 'eve' }])),
      'MAINTAINERS_DIFFER foo',
    ],
    [
      'maintainers who may not write',
      (dir) =>
        edit({ dir, path: 'foo' }, (packument) => (packument['maintainers'] = [{ name: 'eve' }])),
      'DOCUMENT_DIFFERS -/package/foo/collaborators',
    ],
    [
      'a permission that there is not',
      (dir) =>
        edit({ dir, path: '-/package/foo/collaborators' }, (fields) => (fields['eve'] = 'admin')),
      'DOCUMENT_DIFFERS -/package/foo/collaborators',
    ],
    [
      'no visibility',
      (dir) => rm(join(dir, '-/package/foo/visibility')),
      'DOCUMENT_DIFFERS -/package/foo/visibility',
    ],
    [
      'a signing key',
      (dir) => writeFile(join(dir, '-/npm/v1/keys'), '{"keys":[{"key":"x"}]}'),
      'DOCUMENT_DIFFERS -/npm/v1/keys',
    ],
    [
      'a version document of no package',
      (dir) => copy(dir, '-/v/foo/1.0.0', '-/v/evil/1.0.0'),
      'PACKUMENT_MISSING evil',
    ],
    [
      'an abbreviated packument of no package',
      (dir) => copy(dir, '-/a/foo', '-/a/evil'),
      'PACKUMENT_MISSING evil',
    ],
    [
      'JSON so deep that no reader copes',
      (dir) => writeFile(join(dir, 'foo'), `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
      'PACKUMENT_INVALID foo',
    ],
    [
      'a search that misses a package',
      (dir) => edit({ dir, path: '-/v1/search' }, (search) => listsIn(search).pop()),
      'DOCUMENT_DIFFERS -/v1/search',
    ],
    [
      'a search that names a package which is not there',
      (dir) =>
        edit({ dir, path: '-/v1/search' }, (search) =>
          listsIn(search).push({ package: { name: 'evil', date: someTime } }),
        ),
      'DOCUMENT_DIFFERS -/v1/search',
    ],
    [
      'a search with another date',
      (dir) =>
        edit({ dir, path: '-/v1/search', keys: ['objects', '0', 'package'] }, (row) => {
          row['date'] = someTime;
        }),
      'DOCUMENT_DIFFERS -/v1/search',
    ],
    [
      'an organisation that misses a package',
      (dir) => edit({ dir, path: '-/org/acme/package' }, (rows) => delete rows['@acme/ui']),
      'DOCUMENT_DIFFERS -/org/acme/package',
    ],
    [
      'an organisation that names a package which is not there',
      (dir) => edit({ dir, path: '-/org/acme/package' }, (rows) => (rows['evil'] = 'read')),
      'DOCUMENT_DIFFERS -/org/acme/package',
    ],
    [
      'a team that names a package which is not there',
      (dir) => edit({ dir, path: '-/team/acme/ui/package' }, (rows) => (rows['evil'] = 'read')),
      'DOCUMENT_DIFFERS -/team/acme/ui/package',
    ],
    [
      'a user who looks after a package, and is not said to',
      (dir) => edit({ dir, path: '-/user/mira/package' }, (rows) => delete rows['@acme/ui']),
      'DOCUMENT_DIFFERS -/user/mira/package',
    ],
    [
      'a user with another permission than the package says',
      (dir) => edit({ dir, path: '-/user/mira/package' }, (rows) => (rows['@acme/ui'] = 'read')),
      'DOCUMENT_DIFFERS -/user/mira/package',
    ],
    [
      'a user who is in no list of packages',
      (dir) => rm(join(dir, '-/user/mira/package')),
      'DOCUMENT_DIFFERS -/user/mira/package',
    ],
    [
      'a document that is not JSON',
      (dir) => writeFile(join(dir, '-/ping'), 'pong'),
      'DOCUMENT_INVALID -/ping',
    ],
  ];
  test.each(changes)('%s', async (_what, change, found) => {
    const dir = await builtFor('nginx');
    await change(dir);
    expect(await findingsIn(dir)).toContain(found);
  });

  test.each<readonly [string, (entry: Fields) => unknown]>([
    ['a dependency that package.json has not', (entry) => (entry['dependencies'] = { evil: '*' })],
    ['a script that package.json has not', (entry) => (entry['scripts'] = { install: 'evil' })],
    ['a missing dependency', (entry) => delete entry['dependencies']],
    ['hasInstallScript without install script', (entry) => (entry['hasInstallScript'] = true)],
    ['another _id', (entry) => (entry['_id'] = 'bar@1.0.0')],
    ['a field of its own', (entry) => (entry['bundled'] = true)],
  ])('%s in an entry', async (_what, change) => {
    const dir = await builtFor('nginx');
    await edit({ dir, path: 'foo', keys: ['versions', '1.0.0'] }, change);
    expect(await findingsIn(dir)).toContain('MANIFEST_DIFFERS foo');
  });

  test.each([
    ['-/v/foo/1.0.0', 'VERSION_DOCUMENT_DIFFERS'],
    ['-/v/foo/next', 'VERSION_DOCUMENT_DIFFERS'],
    ['-/a/foo', 'ABBREVIATED_DIFFERS'],
    ['-/package/foo/dist-tags', 'DOCUMENT_DIFFERS'],
  ])('%s that does not agree with the packument', async (path, code) => {
    const dir = await builtFor('nginx');
    await edit({ dir, path }, (document) => (document['extra'] = 'x'));
    expect(await findingsIn(dir)).toEqual([`${code} ${path}`, `FILE_CHANGED ${path}`]);
  });

  test.each([
    ['nginx', '-/v/foo/9.9.9'],
    ['static', '-/v/@acme/ui/9.9.9'],
    ['github-pages', 'foo/9.9.9'],
    ['github-pages', '@acme/ui/9.9.9'],
    ['s3', 'versions/foo/9.9.9'],
  ])('on %s, a document %s of no version, with a record or without', async (host, path) => {
    const dir = await builtFor(host);
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), '{}');
    const unlisted = `VERSION_DOCUMENT_UNLISTED ${path}`;
    expect(await findingsIn(dir)).toEqual([unlisted, `FILE_UNRECORDED ${path}`]);
    await rm(join(dir, '-/stillpack'), { recursive: true });
    expect(await findingsIn(dir)).toEqual([unlisted]);
  });

  test.each([
    ['static', '@acme%2fui'],
    ['static', '-/package/@acme%2Fui/dist-tags'],
    ['github-pages', '@acme/ui/index.html'],
    ['github-pages', '@acme%2fui.html'],
  ])('on %s, a twin %s that is missing or differs', async (host, path) => {
    const dir = await builtFor(host);
    await writeFile(join(dir, path), '{}');
    expect(await findingsIn(dir)).toEqual([`TWIN_DIFFERS ${path}`, `FILE_CHANGED ${path}`]);
    await rm(join(dir, path));
    expect(await findingsIn(dir)).toEqual([`TWIN_DIFFERS ${path}`, `FILE_MISSING ${path}`]);
  });
});

test('search has the newest packages, and no list has one that not everybody may see', async () => {
  const dir = await temporaryDirectory();
  const landed = (minute: number): string => new Date(minute * 60_000).toISOString();
  const packages = Array.from({ length: 251 }, (_, index) => ({
    name: `pkg${index}`,
    versions: [{ version: '1.0.0', landed: landed(index) }],
  }));
  const hidden = { name: 'hidden', versions: [{ version: '1.0.0', landed: landed(300) }] };
  const meta = { access: 'restricted' };
  await buildRegistry({ dir, host: 'nginx', packages: [...packages, { ...hidden, meta }] });
  expect(await findingsIn(dir)).toEqual([]);
  await edit({ dir, path: '-/v1/search' }, (search) => {
    listsIn(search).shift();
    listsIn(search).push({ package: { name: 'pkg0', date: '1970-01-01T00:00:00.000Z' } });
  });
  expect(await findingsIn(dir)).toContain('DOCUMENT_DIFFERS -/v1/search');
});

test('hostile names and texts are printed without control characters', async () => {
  const dir = await builtFor('nginx');
  await edit({ dir, path: 'foo', keys: ['dist-tags'] }, (fields) => (fields['\u001b[31m'] = '1'));
  const { findings } = await verify({ dir });
  expect(JSON.stringify(findings)).not.toMatch(/\\u001b\[/);
  expect(findings.some(({ code }) => code === 'DIST_TAG_DANGLING')).toBe(true);
});

test('progress counts the packages', async () => {
  const dir = await builtFor('nginx');
  const seen: string[] = [];
  await verify({
    dir,
    onProgress: ({ stage, done, total }) => seen.push(`${stage} ${done}/${total}`),
  });
  expect(seen).toEqual(['verify 1/3', 'verify 2/3', 'verify 3/3']);
});

test('an empty registry verifies', async () => {
  const dir = await temporaryDirectory();
  await buildRegistry({ dir, host: 'static', packages: [] });
  const none = { packages: 0, versions: 0, elsewhere: 0 };
  expect(await verify({ dir })).toEqual({ ...none, recorded: true, findings: [], warnings: [] });
});

test.each(['empty', 'foreign', 'missing'])('an %s folder is OUTPUT_NOT_OURS', async (kind) => {
  const dir = join(await temporaryDirectory(), 'out');
  if (kind !== 'missing') await mkdir(dir);
  if (kind === 'foreign') await writeFile(join(dir, 'thesis.txt'), '');
  await expect(verify({ dir })).rejects.toMatchObject({ code: 'OUTPUT_NOT_OURS' });
});

function listsIn(search: Fields): unknown[] {
  // As the build wrote it.
  return search['objects'] as unknown[];
}

async function copy(dir: string, from: string, to: string): Promise<void> {
  await mkdir(dirname(join(dir, to)), { recursive: true });
  await writeFile(join(dir, to), await readFile(join(dir, from)));
}
