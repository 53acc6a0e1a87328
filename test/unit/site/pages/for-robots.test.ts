import { describe, expect, it, test } from 'vitest';
import {
  opensearchFile,
  robotsFile,
  sitemapFile,
  sitemapIndexFile,
} from '../../../../src/site/pages/for-robots.ts';
import { someDate as date } from '../../../support/output-files.ts';
import { hostileTexts, parseXml, siteWith, textOf } from '../../../support/page-site.ts';

const site = siteWith();
const base = 'https://npm.acme.example/registry';

describe('opensearchFile', () => {
  it('tells a browser how to search', () => {
    const file = opensearchFile(site, { date });
    expect(file.url).toBe('/-/site/opensearch.xml');
    expect(file.contentType).toBe('application/opensearchdescription+xml');
    expect(parseXml(file)).toMatchObject({
      OpenSearchDescription: {
        ShortName: { _text: 'Acme' },
        Description: { _text: 'Search the packages of Acme' },
        Url: expect.arrayContaining([
          {
            _attributes: {
              type: 'text/html',
              method: 'get',
              template: `${base}/search/?q={searchTerms}`,
            },
          },
        ]) as unknown,
      },
    });
  });

  test.each(hostileTexts)('is well-formed where the website is called %j', (title) => {
    const file = opensearchFile(siteWith({ title }), { date });
    expect(Object.keys(parseXml(file))).toContain('OpenSearchDescription');
  });

  it('has a short name of at most 16 characters', () => {
    const file = opensearchFile(siteWith({ title: 'The packages of Acme' }), { date });
    expect(parseXml(file)).toMatchObject({
      OpenSearchDescription: { ShortName: { _text: 'The packages of ' } },
    });
  });
});

describe('robotsFile', () => {
  it('lets search engines in, and names the sitemap', () => {
    const file = robotsFile(site, { date });
    expect(file.url).toBe('/robots.txt');
    expect(textOf(file)).toBe(`User-agent: *\nDisallow:\n\nSitemap: ${base}/-/site/sitemap.xml\n`);
  });

  it('keeps them out of a private website', () => {
    const file = robotsFile(siteWith({ config: { private: true } }), { date });
    expect(textOf(file)).toBe('User-agent: *\nDisallow: /\n');
  });
});

describe('the sitemap', () => {
  it('is an index of the leaves of the list of names', () => {
    const file = sitemapIndexFile(site, { prefixes: ['a', '@b', 'all-names'], date });
    expect(file.url).toBe('/-/site/sitemap.xml');
    expect(parseXml(file)['sitemapindex']).toMatchObject({
      _attributes: { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      sitemap: [
        { loc: { _text: `${base}/-/site/sitemap/a.xml` } },
        { loc: { _text: `${base}/-/site/sitemap/_0040b.xml` } },
        { loc: { _text: `${base}/-/site/sitemap/all_002dnames.xml` } },
      ],
    });
  });

  it('names the pages of the packages of a leaf', () => {
    const file = sitemapFile(site, { prefix: '', names: ['@acme/ui', "it's"], date });
    expect(file.url).toBe('/-/site/sitemap/all-names.xml');
    expect(parseXml(file)['urlset']).toMatchObject({
      url: [
        { loc: { _text: `${base}/package/@acme/ui/` } },
        { loc: { _text: `${base}/package/it's/` } },
      ],
    });
  });

  it('is well-formed below any address', () => {
    const other = siteWith({ url: 'https://npm.acme.example/a&b/' });
    const file = sitemapFile(other, { prefix: '', names: ['plain'], date });
    expect(parseXml(file)['urlset']).toMatchObject({
      url: { loc: { _text: 'https://npm.acme.example/a&b/package/plain/' } },
    });
  });

  it('lists each leaf where the index says it lies', () => {
    for (const prefix of ['', 'a', '@b']) {
      const index = sitemapIndexFile(site, { prefixes: [prefix], date });
      const { url } = sitemapFile(site, { prefix, names: [], date });
      expect(parseXml(index)['sitemapindex']).toMatchObject({
        sitemap: { loc: { _text: `https://npm.acme.example/registry${url}` } },
      });
    }
  });
});
