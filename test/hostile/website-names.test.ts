// Names and numbers made to break a website: every page has a path of its own on every disk, and there are not too many.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { windowsObjection } from '../../src/windows-names.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

interface Parts {
  readonly name: string;
  readonly versions?: readonly string[];
  readonly manifest?: object;
  readonly meta?: object;
}

async function add(repository: GitRepository, parts: Parts): Promise<void> {
  const { name, versions = ['1.0.0'], manifest = {}, meta } = parts;
  const stem = name.slice(name.indexOf('/') + 1);
  for (const version of versions) {
    const tarball = packageTarball({ manifest: { name, version, ...manifest } });
    await repository.write(`packages/${name}/${stem}-${version}.tgz`, tarball);
  }
  if (meta !== undefined)
    await repository.write(`packages/${name}/meta.json`, JSON.stringify(meta));
}

/** Paths of all files of the website, and all others. */
async function built(packages: readonly Parts[], more: Readonly<Record<string, object>> = {}) {
  const repository = await createRepository();
  for (const parts of packages) await add(repository, parts);
  for (const [path, content] of Object.entries(more)) {
    await repository.write(path, JSON.stringify(content));
  }
  await repository.commit('Add them');
  const out = join(await temporaryDirectory(), 'out');
  const places = { repo: repository.dir, out, url: 'https://npm.acme.example/', host: 'static' };
  const report = await build({ ...places, cacheDir: '/nonexistent', env: testEnv });
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1));
  return { report, files };
}

const website = /^(?:package|org|keyword|names|search|~[^/]*|-\/site)\//;

function foldedTwins(files: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return files.filter((file) => {
    const key = file.toLowerCase().normalize('NFC');
    return seen.size === seen.add(key).size;
  });
}

const devices = ['con', 'aux', 'NUL', 'com1', 'lpt9.x', 'prn'];
const words = [...devices, 'Deep', 'deep', 'DEEP', '..', 'a/b', 'ﬁ', 'İ', 'x.', 'a*b', '__proto__'];
const dependencies = Object.fromEntries(
  ['con', 'aux.js', 'nul', '@con/x', 'React', 'react', '__proto__', '..', 'a*b', 'x.'].map(
    (name) => [name, '*'],
  ),
);

test('no page shares a path with another on any disk, and Windows can hold all', async () => {
  const maintainers = ['con', 'Mira', 'mira', 'MIRA', 'aux.js'];
  const { files } = await built(
    [
      { name: 'plain', manifest: { keywords: words, dependencies }, meta: { maintainers } },
      {
        name: 'cased',
        versions: ['1.0.0-rc', '1.0.0-RC', '1.0.0'],
        meta: { 'dist-tags': { a: '1.0.0-rc', b: '1.0.0-RC' } },
      },
      { name: 'of.acme', manifest: { keywords: ['deep'] } },
      { name: '@con/ui' },
      { name: '@Acme/ui' },
      { name: '@acme/ux' },
    ],
    {
      'users/mira.json': {},
      'orgs/con.json': { members: { mira: 'owner' } },
      'orgs/aux.json': { members: { mira: 'owner' } },
    },
  );
  expect(files).toContain('package/plain/index.html');
  expect(files).toContain('keyword/deep/index.html');
  const own = files.filter((file) => website.test(file));
  expect(foldedTwins(own)).toEqual([]);
  expect(own.filter((file) => windowsObjection(file) !== undefined)).toEqual([]);
});

test('a package of thousands of everything has a bounded number of pages', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => at);
  const record = (prefix: string): object =>
    Object.fromEntries(many.map((at) => [`${prefix}${at}`, '1.0.0']));
  const { files, report } = await built([
    {
      name: 'many',
      versions: many.slice(0, 150).map((at) => `1.${at}.0`),
      manifest: {
        keywords: many.map((at) => `k${at}`),
        dependencies: record('d'),
      },
      meta: {
        maintainers: many.map((at) => `u${at}`),
        'dist-tags': Object.fromEntries(many.map((at) => [`t${at}`, `1.${at % 150}.0`])),
      },
    },
  ]);
  expect(report.problems.map(({ code }) => code)).toEqual(['MAINTAINERS_MANY']);
  const count = (pattern: RegExp): number => files.filter((file) => pattern.test(file)).length;
  expect({
    keywords: count(/^keyword\/k/),
    users: count(/^~u/),
    versions: count(/^package\/many\/v\//),
    dependents: count(/^package\/d\d+\/dependents\//),
  }).toEqual({ keywords: 20, users: 100, versions: 150, dependents: 1000 });
});
