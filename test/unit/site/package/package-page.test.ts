// UPDATE_GOLDEN=1 writes the expected page anew; read the difference before committing it.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Package } from '../../../../src/model/package.ts';
import { htmlBlock } from '../../../../src/readme/html-block.ts';
import { changesBetween, type VersionChanges } from '../../../../src/site/package/changes.ts';
import { packagePages } from '../../../../src/site/package/package-page.ts';
import {
  noDetails,
  type PageDetails,
  type VersionDetails,
} from '../../../../src/site/package/version-details.ts';
import { detailedVersions, previousOf } from '../../../../src/site/package/shown-versions.ts';
import type { Site } from '../../../../src/site/site.ts';
import { directory, packageWith, version } from '../../../support/model.ts';
import { pageAt, siteWith } from './site.ts';

const nothing: PageDetails = { versions: new Map(), feeds: undefined };

function detailsOf(of: string, parts: Partial<VersionDetails>): PageDetails {
  return { ...nothing, versions: new Map([[version(of), { ...noDetails, ...parts }]]) };
}

const ui = packageWith({
  name: '@acme/ui',
  versions: [
    { version: '1.0.0', landed: '2023-02-01T00:00:00Z', manifest: { description: 'Buttons' } },
    {
      version: '1.1.0',
      landed: '2023-05-01T00:00:00Z',
      author: { name: 'M', email: 'mira@acme.example' },
      manifest: {
        description: 'Buttons & more',
        license: 'MIT',
        type: 'module',
        exports: { '.': { types: './index.d.ts', default: './index.js' } },
        engines: { node: '>=20' },
        bin: { ui: 'cli.js' },
        scripts: { postinstall: 'node setup.js' },
        keywords: ['Buttons', 'two words'],
        repository: 'github:acme/ui',
        funding: ['https://acme.example/fund', 'javascript:alert(1)'],
        dependencies: { '@acme/base': '^1.0.0', other: 'npm:@acme/other@1', local: 'file:../x' },
        peerDependencies: { react: '>=18' },
        peerDependenciesMeta: { react: { optional: true } },
        devDependencies: { vite: '7' },
      },
      files: ['index.js', 'index.d.ts'],
    },
    { version: '2.0.0-rc.1', landed: '2024-03-01T00:00:00Z' },
  ],
  meta: {
    'dist-tags': { next: '2.0.0-rc.1' },
    deprecated: { '1.0.0': 'use 1.1' },
    unpublished: { '1.0.5': { reason: 'broken', time: '2023-03-01T00:00:00.000Z' } },
    maintainers: ['jo', 'mira'],
  },
  directory: directory({ users: { mira: { email: 'mira@acme.example' } } }),
});

const details: PageDetails = {
  feeds: [{ href: '/-/site/feeds/ui.xml', title: '@acme/ui' }],
  versions: new Map(
    detailedVersions(ui, 'tagged').map((each) => {
      const tarball = { files: [], fileCount: 0, changelog: undefined };
      const previous = previousOf(ui, each.version)?.fragment ?? each.fragment;
      const changes = changesBetween(
        { fragment: previous, tarball },
        { fragment: each.fragment, tarball },
      );
      return [
        each.version,
        {
          readme: htmlBlock('<p>Hello <em>there</em></p>'),
          changelog: htmlBlock('<p>Log</p>'),
          changes,
        },
      ];
    }),
  ),
};

function urlsOf(site: Site, pkg: Package): readonly string[] {
  return packagePages(site, pkg, nothing).map(({ url }) => url);
}

async function pageOf(pkg: Package, of: PageDetails = nothing): Promise<string> {
  return pageAt(packagePages(await siteWith(), pkg, of), `/package/${pkg.name}/`);
}

describe('packagePages', () => {
  it('gives a page to the package and to the versions that are asked for', async () => {
    const own = '/package/@acme/ui/';
    expect(urlsOf(await siteWith({ versions: 'none' }), ui)).toEqual([own]);
    expect(urlsOf(await siteWith(), ui)).toEqual([own, `${own}v/1.1.0/`, `${own}v/2.0.0-rc.1/`]);
    expect(urlsOf(await siteWith({ versions: 'all' }), ui)).toHaveLength(4);
  });

  it('belong to the package, and have its date', async () => {
    for (const file of packagePages(await siteWith(), ui, nothing)) {
      expect(file.owner).toBe('@acme/ui');
      expect(file.date.toISOString()).toBe('2024-06-01T00:00:00.000Z');
    }
  });

  it('sends search engines to the package’s page', async () => {
    const page = pageAt(
      packagePages(await siteWith(), ui, nothing),
      '/package/@acme/ui/v/2.0.0-rc.1/',
    );
    expect(page).toContain(
      '<link rel="canonical" href="https://npm.acme.example/registry/package/@acme/ui/">',
    );
    expect(page).toContain('npm install @acme/ui@2.0.0-rc.1');
    expect(page).toContain('This is not the latest version.');
  });

  it('leaves the pages of other versions alone when one is published', async () => {
    const site = await siteWith({ versions: 'all' });
    const parts = [{ version: '1.0.0' }, { version: '1.1.0', landed: '2024-02-01T00:00:00Z' }];
    const before = packagePages(site, packageWith({ versions: parts }), nothing);
    const more = [...parts, { version: '1.2.0', landed: '2024-03-01T00:00:00Z' }];
    const after = packagePages(site, packageWith({ versions: more }), nothing);
    const url = '/package/pkg/v/1.0.0/';
    expect(pageAt(after, url)).toBe(pageAt(before, url));
  });

  it('is the page that stands in golden.html', async () => {
    const file = path.join(import.meta.dirname, 'golden.html');
    const page = await pageOf(ui, details);
    if (process.env['UPDATE_GOLDEN'] !== undefined) await writeFile(file, page);
    expect(page).toBe(await readFile(file, 'utf8'));
  });

  it('says nothing of what it does not know', async () => {
    const page = await pageOf(packageWith({ versions: [{ version: '1.0.0' }] }));
    expect(page).not.toMatch(/undefined|null|NaN|\[object/);
    expect(page).toContain('This version has no README.');
    expect(page).toContain('This version depends on nothing.');
    expect(page).toContain('There is no earlier version to compare with.');
  });

  it('has no script, style or handler of its own', async () => {
    const page = await pageOf(ui, details);
    expect(page).not.toMatch(/\sstyle=|\son[a-z]+=|<style/);
    expect(page.match(/<script[^>]*>/g)).toEqual([
      '<script src="/registry/-/site/theme-0.js">',
      '<script type="module" src="/registry/-/site/main-0.js">',
    ]);
    // Both are asked for at once, and nothing is drawn before both are there.
    expect(page.indexOf('rel="stylesheet"')).toBeLessThan(page.indexOf('theme-0.js'));
    expect(page.indexOf('theme-0.js')).toBeLessThan(page.indexOf('<body>'));
  });

  it('says that a version is deprecated', async () => {
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }],
      meta: { deprecated: { '1.0.0': 'use <other>' } },
    });
    const page = await pageOf(pkg);
    expect(page).toContain('This version is deprecated.');
    expect(page).toContain('use &lt;other&gt;');
  });
});

const evil = `"><script>alert(1)</script><img src=x onerror='alert(1)'>{{name}}{{{x}}}`;

describe('text from packages', () => {
  it('never becomes markup, wherever it stands', async () => {
    const address = 'javascript:alert(1)//';
    const manifest = {
      description: evil,
      license: evil,
      keywords: [evil],
      homepage: address,
      repository: { url: address },
      bugs: { url: address },
      funding: address,
      engines: { [evil]: evil },
      os: [evil],
      bin: { [evil]: 'x.js' },
      scripts: { postinstall: evil, [evil]: evil },
      dependencies: { [evil]: evil },
      bundleDependencies: [evil],
      devDependencies: { x: evil },
    };
    const parts = { version: '1.1.0', manifest, author: { name: evil, email: 'e@x.example' } };
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }, parts],
      meta: {
        deprecated: { '*': evil },
        unpublished: { '0.9.0': { reason: evil } },
        versions: { '1.1.0': { gitHead: 'a'.repeat(40) } },
      },
    });
    const [first, second] = pkg.versions;
    if (first === undefined || second === undefined) throw new TypeError('two versions');
    const tarball = { files: [], fileCount: 1, changelog: undefined };
    const files = [{ path: evil, size: 1, digest: '1' }];
    const changes = changesBetween(
      { fragment: first.fragment, tarball },
      { fragment: second.fragment, tarball: { ...tarball, files } },
    );
    const page = await pageOf(pkg, detailsOf('1.1.0', { changes }));
    expect(page).not.toMatch(/<script>|<img src=x|href="javascript:/i);
    expect(page.split('&quot;&gt;&lt;script&gt;').length).toBeGreaterThan(12);
  });
});

/** Text that no compression makes much shorter, the same each time. */
function noise(length: number, seed: number): string {
  let state = seed * 2654435761 + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += String.fromCharCode(0x4e00 + ((state >>> 10) % 20000));
  }
  return text;
}

/** The same of letters that names, tags, versions and addresses may have. */
function noisyName(length: number, seed: number): string {
  return Buffer.from(noise(length, seed))
    .toString('base64')
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, length);
}

function noisyMap(count: number, length: number, seed: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      noise(length, seed + index),
      noise(length, seed + 5000 + index),
    ]),
  );
}

/** As much of everything as there may be. */
function worst(): { readonly pkg: Package; readonly changes: VersionChanges } {
  const manifest = {
    description: noise(2000, 1),
    keywords: Object.keys(noisyMap(100, 50, 2)),
    license: noise(3000, 3),
    engines: noisyMap(100, 300, 4),
    bin: noisyMap(100, 100, 5),
    homepage: `https://acme.example/${noisyName(170, 20)}`,
    repository: `https://acme.example/${noisyName(170, 21)}`,
    bugs: `https://acme.example/${noisyName(170, 22)}`,
    funding: [23, 24, 25, 26, 27, 28].map((seed) => `https://a.example/${noisyName(170, seed)}`),
    cpu: Object.keys(noisyMap(50, 30, 29)),
    scripts: { preinstall: noise(9000, 6), install: noise(9000, 7), postinstall: noise(9000, 8) },
    dependencies: noisyMap(300, 100, 9),
    peerDependencies: noisyMap(300, 100, 1000),
    optionalDependencies: noisyMap(300, 100, 2000),
    devDependencies: noisyMap(300, 100, 3000),
  };
  const versions = Array.from({ length: 700 }, (_, index) => ({
    version: `1.${index}.${(index * 7919) % 1000}-${noisyName(14, index)}`,
    landed: new Date(1.6e12 + index * 7e8).toISOString(),
    author: { name: noise(100, index), email: `${index}@x.example` },
  }));
  const unpublished = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`0.${index}.0`, { reason: noise(500, index) }]),
  );
  const tags = Array.from({ length: 50 }, (_, index) => [`t${noisyName(80, index)}`, '2.0.0']);
  const pkg = packageWith({
    versions: [...versions, { version: '2.0.0', manifest }],
    meta: {
      deprecated: { '*': noise(5000, 11) },
      unpublished,
      'dist-tags': Object.fromEntries(tags) as object,
      maintainers: Array.from({ length: 60 }, (_, index) => `m${noisyName(120, index)}`),
    },
  });
  const last = pkg.versions.at(-1);
  const before = pkg.versions.at(-2);
  if (last === undefined || before === undefined) throw new TypeError('versions');
  const files = Array.from({ length: 300 }, (_, index) => ({
    path: noise(300, index),
    size: index,
    digest: '0',
  }));
  const tarball = { files, fileCount: 9000, changelog: undefined };
  const changes = changesBetween(
    { fragment: before.fragment, tarball: { ...tarball, files: [] } },
    { fragment: last.fragment, tarball },
  );
  return { pkg, changes };
}

describe('the size of a page', () => {
  /** So many bytes once compressed, or a few less. */
  const readmeOf = (bytes: number): string => `<p>${noisyName(bytes * 1.6, 77)}</p>`;

  const largest = worst();

  it.each([
    ['a short README', 21_500],
    ['a long one', 23_000],
    ['the longest', 30_000],
  ])('with %s stays below 60 kB compressed, whatever a package holds', async (_, bytes) => {
    const readme = readmeOf(bytes);
    const { pkg, changes } = largest;
    const changelog = `<p>${noise(64_000, 12)}</p>`;
    expect(gzipSync(readme).length / bytes).toBeCloseTo(1, 1);
    const blocks = { readme: htmlBlock(readme), changelog: htmlBlock(changelog) };
    const page = await pageOf(pkg, detailsOf('2.0.0', { ...blocks, changes }));
    expect(gzipSync(page).length).toBeLessThan(60_000);
    expect(page).toContain('It is too long for this page.');
  });

  it('has all versions of a package of three hundred, and says how many it leaves out of more', async () => {
    const versions = Array.from({ length: 300 }, (_, index) => ({ version: `1.${index}.0` }));
    const page = await pageOf(packageWith({ versions }));
    expect(page.match(/<tr data-version=/g)).toHaveLength(300);
    expect(page).not.toContain('id="versions-left"');
    const more = Array.from({ length: 600 }, (_, index) => ({ version: `1.${index}.0` }));
    const cut = await pageOf(packageWith({ versions: more }));
    expect(cut.match(/<tr data-version=/g)).toHaveLength(500);
    expect(cut).toContain('And 100 more.');
  });
});
