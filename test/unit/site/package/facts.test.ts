import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/json.ts';
import { aboutManifest, latestOf } from '../../../../src/model/summary.ts';
import { manifestIn } from '../../../../src/model/version-fragment.ts';
import { dependencyLists } from '../../../../src/site/package/dependency-lists.ts';
import { type Fact, factsOf } from '../../../../src/site/package/facts.ts';
import { keywordViews } from '../../../../src/site/package/keyword-views.ts';
import { timelineOf } from '../../../../src/site/package/timeline.ts';
import { directory, packageWith, type PackageParts } from '../../../support/model.ts';
import { siteWith } from './site.ts';

async function factsWith(
  manifest: JsonObject,
  parts: Partial<PackageParts> = {},
): Promise<(term: string) => Fact['values'] | undefined> {
  const pkg = packageWith({ ...parts, versions: [{ version: '1.0.0', manifest }] });
  const version = latestOf(pkg);
  const own = manifestIn(version.fragment);
  const { links } = aboutManifest(own);
  const facts = factsOf(await siteWith(), { pkg, version, manifest: own, links });
  return (term) => facts.find((fact) => fact.term === term)?.values;
}

describe('factsOf', () => {
  it.each<[unknown, readonly string[] | undefined]>([
    ['MIT OR Apache-2.0', ['MIT OR Apache-2.0']],
    [{ type: 'BSD', url: 'https://a.example' }, ['BSD']],
    [
      [{ type: 'MIT' }, 'ISC'],
      ['MIT', 'ISC'],
    ],
    [7, undefined],
    [undefined, undefined],
  ])('reads the licence %j', async (license, expected) => {
    const values = (await factsWith({ license }))('Licence');
    expect(values?.map(({ text }) => text)).toEqual(expected);
  });

  it('shows install scripts in the order in which they run, and no others', async () => {
    const scripts = { test: 't', postinstall: 'c', preinstall: 'a', install: 'b', prepare: 'p' };
    const values = (await factsWith({ scripts }))('Install scripts');
    expect(values?.map(({ text }) => text)).toEqual([
      'preinstall: a',
      'install: b',
      'postinstall: c',
    ]);
  });

  it('sees declarations among the files', async () => {
    const typesOf = async (file: string): Promise<unknown> => {
      const pkg = packageWith({ versions: [{ version: '1.0.0', files: [file] }] });
      const version = latestOf(pkg);
      const about = { pkg, version, manifest: manifestIn(version.fragment), links: {} };
      return factsOf(await siteWith(), about).find(({ term }) => term === 'Types')?.values[0]?.text;
    };
    expect(await typesOf('lib/index.d.cts')).toBe('included');
    expect(await typesOf('lib/index.ts')).toBe('none of its own');
  });

  it('links to the web alone', async () => {
    const fact = await factsWith({
      homepage: 'javascript:alert(1)',
      funding: [{ url: 'https://a.example/fund' }, 'data:text/html,x', 7],
      repository: 'git+https://git.example/a/b.git',
    });
    expect(fact('Homepage')).toBeUndefined();
    expect(fact('Funding')?.map(({ href }) => href)).toEqual(['https://a.example/fund']);
    expect(fact('Repository')).toEqual([
      { text: 'git.example/a/b', href: 'https://git.example/a/b', isCode: false },
    ]);
  });

  it('links to users, and to nobody else', async () => {
    const fact = await factsWith({}, { meta: { maintainers: ['jo'] } });
    expect(fact('Maintainers')).toEqual([{ text: 'jo', href: '/registry/~jo/', isCode: false }]);
    expect(fact('Published by')).toEqual([{ text: 'Ann', href: undefined, isCode: false }]);
  });

  it('knows a publisher whose address stands in users/', async () => {
    const fact = await factsWith(
      {},
      { directory: directory({ users: { ann: { email: 'ann@private.example' } } }) },
    );
    expect(fact('Published by')?.[0]?.href).toBe('/registry/~ann/');
  });

  it('says how much it leaves out', async () => {
    const engines = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`e${at}`, '1']));
    expect((await factsWith({ engines }))('Engines')?.at(-1)?.text).toBe('and 22 more');
  });
});

describe('dependencyLists', () => {
  const limits = { count: 3, bytes: 1000 };

  it('links to what comes from a registry, aliases to what they stand for', async () => {
    const manifest = {
      dependencies: { '@acme/base': '^1', other: 'npm:@acme/other@^2', local: 'file:../x' },
    };
    const [list] = dependencyLists(manifest, limits, (await siteWith()).urls);
    expect(list?.items.map(({ name, href, target }) => [name, href, target])).toEqual([
      ['@acme/base', '/registry/package/@acme/base/', '@acme/base'],
      ['other', '/registry/package/@acme/other/', '@acme/other'],
      ['local', undefined, undefined],
    ]);
  });

  it('folds what is for development, and leaves out empty kinds and what is beyond the limit', async () => {
    const manifest = {
      dependencies: {},
      bundleDependencies: ['a'],
      devDependencies: { a: '1', b: '1', c: '1', d: '1', e: 5 },
    };
    const lists = dependencyLists(manifest, limits, (await siteWith()).urls);
    expect(lists.map(({ title, total, left, isFolded }) => [title, total, left, isFolded])).toEqual(
      [
        ['Bundled dependencies', 1, 0, false],
        ['Development dependencies', 4, 1, true],
      ],
    );
  });
});

describe('keywordViews', () => {
  it('leads to a page where a keyword can be part of an address, else to a search', async () => {
    const keywords = ['CSS-in-JS', 'two words', '../x', '', 'é', 'con', 'x.'];
    const views = keywordViews(keywords, { latest: keywords, urls: (await siteWith()).urls });
    expect(views.map(({ href }) => href)).toEqual([
      '/registry/keyword/css-in-js/',
      '/registry/search/?q=two+words',
      '/registry/search/?q=..%2Fx',
      '/registry/search/?q=%C3%A9',
      '/registry/search/?q=con',
      '/registry/search/?q=x.',
    ]);
  });

  it('leads to no page that lists do not make: of the latest version, the first twenty', async () => {
    const { urls } = await siteWith();
    const latest = Array.from({ length: 21 }, (_, at) => `k${at}`);
    const views = keywordViews([...latest, 'old'], { latest, urls });
    expect(views.map(({ href }) => href).slice(19)).toEqual([
      '/registry/keyword/k19/',
      '/registry/search/?q=k20',
      '/registry/search/?q=old',
    ]);
  });
});

describe('timelineOf', () => {
  const versions = Array.from({ length: 250 }, (_, index) => ({
    version: `1.${index}.0`,
    landed: new Date(1.6e12 + index * 864e5).toISOString(),
    manifest: { dependencies: index > 100 ? { a: '1' } : {} },
  }));

  it('is in order of time, with the first and the last of many', () => {
    const view = timelineOf(packageWith({ versions }), 40);
    expect(view?.rows).toHaveLength(40);
    expect(view?.isSampled).toBe(true);
    expect(view?.rows[0]).toEqual({
      version: '1.0.0',
      date: '2020-09-13',
      size: '100 B',
      dependencies: 0,
    });
    expect(view?.rows.at(-1)).toMatchObject({ version: '1.249.0', dependencies: 1 });
    expect(view?.sizes).toMatch(/^M8,22(L[\d.]+,22){39}$/);
    expect(view?.mostDependencies).toBe(1);
  });

  it('needs two releases', () => {
    expect(timelineOf(packageWith({ versions: versions.slice(0, 1) }), 40)).toBeUndefined();
    expect(timelineOf(packageWith({ versions: versions.slice(0, 2) }), 40)?.isSampled).toBe(false);
  });
});
