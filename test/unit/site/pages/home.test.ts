import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { homePage, recentPage } from '../../../../src/site/pages/home.ts';
import { packageName } from '../../../support/model.ts';
import { someDate as date } from '../../../support/output-files.ts';
import { parsePage, siteWith, textOf } from '../../../support/page-site.ts';
import { releaseOf, summaryWith } from '../../../support/releases.ts';

const releases = Array.from({ length: 250 }, (_, index) =>
  releaseOf({ name: packageName(`pkg-${index}`) }),
);

describe('homePage', () => {
  it('counts packages and versions, and lists the newest releases with their date and publisher', () => {
    const release = releaseOf({
      name: packageName('@acme/ui'),
      description: 'Buttons',
      date: '2024-03-04T05:06:07.000Z',
      publisher: { name: 'mira', email: 'mira@acme.example' },
    });
    const page = parsePage(
      homePage(siteWith(), { summary: summaryWith([release]), scopes: [], date }),
    );
    expect(page.text).toContain('1 package 3 versions');
    expect(page.all('li')).toContain('@acme/ui Buttons 1.0.0 2024-03-04 by mira');
    expect(page.links).toContainEqual(['/registry/package/@acme/ui/', '@acme/ui']);
    expect(page.text).not.toContain('mira@acme.example');
    expect(page.title).toBe('Acme');
  });

  it('leads to the names, the other releases, the organisations and the search', () => {
    const site = siteWith();
    const file = homePage(site, { summary: summaryWith(releases), scopes: ['acme', 'zoo'], date });
    const page = parsePage(file);
    expect(page.links).toEqual(
      expect.arrayContaining([
        ['/registry/names/', 'All packages by name'],
        ['/registry/recent/', 'More recent releases'],
        ['/registry/org/acme/', '@acme'],
        ['/registry/org/zoo/', '@zoo'],
      ]),
    );
    const form = page.elements.find(({ tagName }) => tagName === 'form');
    expect(form?.properties['action']).toBe('/registry/search/');
  });

  it('stays bounded however large the registry is', () => {
    const scopes = Array.from({ length: 1000 }, (_, index) => `org-${index}`);
    const page = parsePage(homePage(siteWith(), { summary: summaryWith(releases), scopes, date }));
    expect(page.links.filter(([href]) => href.includes('/package/'))).toHaveLength(20);
    expect(page.links.filter(([href]) => href.includes('/org/'))).toHaveLength(50);
    expect(page.text).toContain('and 950 more');
  });

  it('says how to use the registry, for all packages and for a scope', () => {
    const summary = summaryWith([]);
    const url = 'https://npm.acme.example/registry/';
    const hints = (scopes: readonly string[]): readonly string[] =>
      parsePage(homePage(siteWith(), { summary, scopes, date })).all('pre');
    expect(hints(['acme'])).toEqual([
      `npm config set registry ${url} --location=project`,
      `npm config set @acme:registry ${url} --location=project`,
    ]);
    expect(hints([])).toHaveLength(1);
  });

  it('says that nothing was published yet', () => {
    const page = parsePage(homePage(siteWith(), { summary: summaryWith([]), scopes: [], date }));
    expect(page.text).toContain('Nothing has been published yet.');
    expect(page.all('h2')).not.toContain('Organisations');
  });

  it('names the feeds of the registry', () => {
    const { elements } = parsePage(
      homePage(siteWith(), { summary: summaryWith([]), scopes: [], date }),
    );
    const feeds = elements.flatMap(({ tagName, properties: of }) =>
      tagName === 'link' ? [[of['href'], of['title']]] : [],
    );
    expect(feeds).toEqual([
      ['/registry/-/site/feeds/all.xml', 'Acme: releases'],
      ['/registry/-/site/feeds/stable.xml', 'Acme: stable releases'],
    ]);
  });
});

describe('recentPage', () => {
  it('lists all recent releases in their order', () => {
    const page = parsePage(recentPage(siteWith(), { summary: summaryWith(releases), date }));
    expect(page.links.map(([, text]) => text)).toEqual(releases.map(({ name }) => name));
  });

  it('is below 60 kB for browsers, with the longest descriptions', () => {
    // Different letters each time, which compress as text does.
    const description = (seed: number): string =>
      Array.from({ length: 512 }, (_, at) =>
        String.fromCharCode(97 + ((seed * 31 + at * at * 7) % 26)),
      ).join('');
    const long = releases.map((release, index) => ({
      ...release,
      description: description(index),
    }));
    const file = recentPage(siteWith(), { summary: summaryWith(long), date });
    expect(gzipSync(textOf(file)).length).toBeLessThan(60_000);
    expect(textOf(file)).toContain('…');
  });
});
