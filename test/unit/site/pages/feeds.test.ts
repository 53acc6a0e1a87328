import { describe, expect, it, test } from 'vitest';
import type { ElementCompact } from 'xml-js';
import type { OutputFile } from '../../../../src/output/output-file.ts';
import { feedFiles, type FeedEntry, type FeedInput } from '../../../../src/site/pages/feeds.ts';
import { feedLinks } from '../../../../src/site/pages/feed-links.ts';
import { packageName } from '../../../support/model.ts';
import { someDate as date } from '../../../support/output-files.ts';
import { hostileTexts, parseXml, siteWith, textOf } from '../../../support/page-site.ts';

const site = siteWith();

function entry(parts: Partial<FeedEntry> = {}): FeedEntry {
  return {
    package: 'plain',
    version: '1.0.0',
    date: '2024-03-04T05:06:07.000Z',
    publisher: 'mira',
    description: 'Buttons',
    isPrerelease: false,
    hasPage: true,
    ...parts,
  };
}

function filesOf(input: Partial<FeedInput>): readonly [all: OutputFile, stable: OutputFile] {
  const [all, stable, ...rest] = feedFiles(site, { entries: [entry()], date, ...input });
  if (all === undefined || stable === undefined || rest.length > 0) throw new TypeError('not two');
  return [all, stable];
}

/** The library writes one child as an object, and more as an array. */
function listOf(value: unknown): readonly ElementCompact[] {
  return value === undefined ? [] : ([value].flat() as ElementCompact[]);
}

function feedIn(file: OutputFile): ElementCompact {
  return parseXml(file)['feed'] as ElementCompact;
}

function titlesIn(file: OutputFile): readonly unknown[] {
  return listOf(feedIn(file)['entry']).map((one) => (one['title'] as ElementCompact)._cdata);
}

describe('feedFiles', () => {
  it('is Atom: each feed and entry has an id, a title, a date, an author and links', () => {
    const [all] = filesOf({ entries: [entry({ package: '@acme/ui', version: '2.0.0' })] });
    expect(all.contentType).toBe('application/atom+xml; charset=utf-8');
    const page = 'https://npm.acme.example/registry/package/@acme/ui/v/2.0.0/';
    expect(feedIn(all)).toEqual({
      _attributes: { xmlns: 'http://www.w3.org/2005/Atom' },
      id: { _text: 'https://npm.acme.example/registry/-/site/feeds/all.xml' },
      title: { _text: 'Acme: releases' },
      updated: { _text: '2024-03-04T05:06:07.000Z' },
      generator: { _text: 'stillpack' },
      author: { name: { _text: 'Acme' } },
      link: [
        { _attributes: { rel: 'alternate', href: 'https://npm.acme.example/registry/' } },
        {
          _attributes: {
            rel: 'self',
            href: 'https://npm.acme.example/registry/-/site/feeds/all.xml',
          },
        },
      ],
      entry: {
        title: { _attributes: { type: 'html' }, _cdata: '@acme&#x2F;ui 2.0.0' },
        id: { _text: page },
        link: { _attributes: { href: page } },
        updated: { _text: '2024-03-04T05:06:07.000Z' },
        summary: { _attributes: { type: 'html' }, _cdata: 'Buttons' },
        author: { name: { _text: 'mira' } },
      },
    });
  });

  it('leads to the page that shows any version where a version has none, with the same id', () => {
    const [all] = filesOf({ entries: [entry({ hasPage: false })] });
    expect(feedIn(all)['entry']).toMatchObject({
      id: { _text: 'https://npm.acme.example/registry/package/plain/v/1.0.0/' },
      link: {
        _attributes: {
          href: 'https://npm.acme.example/registry/-/site/version/?package=plain&version=1.0.0',
        },
      },
    });
  });

  it('leaves prereleases out of the stable feed', () => {
    const entries = [entry(), entry({ version: '2.0.0-rc.1', isPrerelease: true })];
    const [all, stable] = filesOf({ entries });
    expect(titlesIn(all)).toEqual(['plain 1.0.0', 'plain 2.0.0-rc.1']);
    expect(titlesIn(stable)).toEqual(['plain 1.0.0']);
  });

  it('has the 50 newest, newest first, in whatever order they come', () => {
    const entries = Array.from({ length: 60 }, (_, minor) =>
      entry({
        version: `1.${minor}.0`,
        date: new Date(date.getTime() + minor * 1000).toISOString(),
      }),
    );
    const [all] = filesOf({ entries });
    const versions = Array.from({ length: 50 }, (_, index) => `plain 1.${59 - index}.0`);
    expect(titlesIn(all)).toEqual(versions);
    expect(feedIn(all)['updated']).toEqual({ _text: '2024-01-01T00:00:59.000Z' });
    expect(filesOf({ entries: entries.toReversed() })[0]).toEqual(all);
  });

  it('fills the stable feed with 50 stable ones, however many prereleases are newer', () => {
    const entries = Array.from({ length: 200 }, (_, minor) =>
      entry({ version: `1.${minor}.0`, isPrerelease: minor % 2 === 0 }),
    );
    expect(titlesIn(filesOf({ entries })[1])).toHaveLength(50);
  });

  it('has the date that it is given where it has no entry', () => {
    expect(feedIn(filesOf({ entries: [] })[1])).toMatchObject({
      updated: { _text: date.toISOString() },
    });
  });

  test.each(hostileTexts)('is well-formed and shows %j as text', (text) => {
    const [all] = filesOf({ entries: [entry({ publisher: `x${text}`, description: text })] });
    const shown = text.replace(/[\p{Cc}\p{Cs}\uffff]/gu, '');
    const one = feedIn(all)['entry'] as ElementCompact;
    expect(Object.keys(one)).toEqual(['title', 'id', 'link', 'updated', 'summary', 'author']);
    const { name } = one['author'] as ElementCompact;
    expect((name as ElementCompact)._text).toBe(`x${shown}`.trim());
    expect(JSON.stringify(one['summary'])).not.toMatch(/<|>/);
  });

  it('goes without a publisher whose name has nothing to show', () => {
    const [all] = filesOf({ entries: [entry({ publisher: '\u0000 ' })] });
    expect(feedIn(all)['entry']).not.toHaveProperty('author');
  });

  it('belongs to its package, where it is one’s', () => {
    const name = packageName('@acme/ui');
    const [all, stable] = filesOf({ package: name });
    expect(all).toMatchObject({ owner: name, url: '/-/site/feeds/package/@acme/ui/all.xml' });
    expect(stable.url).toBe('/-/site/feeds/package/@acme/ui/stable.xml');
    expect(textOf(all)).toContain('https://npm.acme.example/registry/package/@acme/ui/"');
  });

  it('is of a scope', () => {
    const [all, stable] = filesOf({ scope: 'acme' });
    expect(all.url).toBe('/-/site/feeds/org/acme/all.xml');
    expect(feedIn(stable)).toMatchObject({ title: { _text: '@acme: stable releases' } });
    expect(textOf(all)).toContain('https://npm.acme.example/registry/org/acme/"');
  });

  it('has no two feeds in one place, whatever packages are named', () => {
    const names = ['all', 'stable', 'all.xml', 'a', 'a-stable', 'stable.xml', '@a/all.xml', '@a/a'];
    const urls = [
      ...filesOf({}),
      ...['a', 'all', 'package', 'stable.xml'].flatMap((scope) => filesOf({ scope })),
      ...names.flatMap((name) => filesOf({ package: packageName(name) })),
    ].map(({ url }) => url);
    const folders = urls.flatMap((url) =>
      [...url.matchAll(/\//g)].map(({ index }) => url.slice(0, index)),
    );
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls.filter((url) => folders.includes(url))).toEqual([]);
  });
});

describe('feedLinks', () => {
  it('names the feeds that there are', () => {
    for (const subject of [{}, { scope: 'acme' }, { package: packageName('@acme/ui') }]) {
      const urls = filesOf(subject).map(({ url }) => url);
      expect(feedLinks(site, subject).map(({ href }) => href)).toEqual(urls);
    }
  });
});
