import { describe, expect, it } from 'vitest';
import { anyVersionPage, notFoundFile, searchPage } from '../../../../src/site/pages/shells.ts';
import { someDate as date } from '../../../support/output-files.ts';
import { type ParsedPage, parsePage, siteWith } from '../../../support/page-site.ts';

const site = siteWith();

function find(page: ParsedPage, id: string): ParsedPage['elements'][number] | undefined {
  return page.elements.find(({ properties }) => properties['id'] === id);
}

function isIndexed(page: ParsedPage): boolean {
  return !page.elements.some(({ properties: of }) => of['content'] === 'noindex');
}

describe('searchPage', () => {
  it('has a form that works by its address, and a place for results', () => {
    const file = searchPage(site, { date });
    const page = parsePage(file);
    expect(file.url).toBe('/search/');
    expect(find(page, 'results')?.tagName).toBe('div');
    expect(find(page, 'query')?.properties).toMatchObject({ name: 'q', type: 'search' });
    expect(isIndexed(page)).toBe(false);
  });

  it('leads to the names where there is no JavaScript', () => {
    const page = parsePage(searchPage(site, { date }));
    expect(page.all('noscript')[0]).toContain('Searching needs JavaScript.');
    expect(page.links).toContainEqual(['/registry/names/', 'list of all names']);
  });
});

describe('anyVersionPage', () => {
  it('has a place for a version, and says what it needs', () => {
    const file = anyVersionPage(site, { date });
    const page = parsePage(file);
    expect(file.url).toBe('/-/site/version/');
    expect(find(page, 'main')?.properties).toHaveProperty('dataAnyVersion');
    expect(find(page, 'version')?.tagName).toBe('div');
    expect(page.all('noscript')[0]).toContain('needs JavaScript');
    expect(isIndexed(page)).toBe(false);
  });
});

describe('notFoundFile', () => {
  it('is friendly: says what may be wrong, and leads on', () => {
    const file = notFoundFile(site, { date });
    const page = parsePage(file);
    expect(file.url).toBe('/404.html');
    expect(find(page, 'main')?.properties).toHaveProperty('dataNotFound');
    expect(page.text).toContain('can take a minute to appear');
    expect(page.links).toEqual([
      ['/registry/', 'Home'],
      ['/registry/names/', 'all packages by name'],
    ]);
    expect(find(page, 'query')).toBeDefined();
    expect(isIndexed(page)).toBe(false);
  });
});
