// Atom feeds: of the registry, of a scope, of a package; each with all releases, and with the stable ones only.
import { Feed } from 'feed';
import Mustache from 'mustache';
import { compareText } from '../../compare.ts';
import type { OutputFile } from '../../output/output-file.ts';
import { siteFile, type Site } from '../site.ts';
import { absoluteUrl } from './absolute-url.ts';
import { type FeedKind, feedKinds, type FeedSubject, feedTitle, feedUrl } from './feed-links.ts';
import { xmlText } from './xml-text.ts';

export interface FeedEntry {
  readonly package: string;
  readonly version: string;
  /** When the version landed, ISO 8601. */
  readonly date: string;
  /** The name to show. */
  readonly publisher: string;
  readonly description: string;
  readonly isPrerelease: boolean;
  /** Whether the version has a page of its own: else the entry leads to the page that shows any version. */
  readonly hasPage: boolean;
}

export interface FeedInput extends FeedSubject {
  /** In any order; of more than `maximumEntries` the newest are taken. */
  readonly entries: readonly FeedEntry[];
  /** Of what the feed was made from; when an empty feed was updated. */
  readonly date: Date;
}

/** A publish rewrites a feed, so it may not grow with the registry. */
export const maximumEntries = 50;

/**
 * GET /-/site/feeds/all.xml, stable.xml
 * GET /-/site/feeds/org/<scope>/all.xml, stable.xml
 * GET /-/site/feeds/package/<name>/all.xml, stable.xml
 */
export function feedFiles(site: Site, input: FeedInput): readonly OutputFile[] {
  return feedKinds.map((kind) => feedFile(site, { ...input, kind }));
}

/** One of them. */
export function feedFile(site: Site, input: FeedInput & { readonly kind: FeedKind }): OutputFile {
  const { kind } = input;
  const sorted = input.entries.toSorted(compareNewest);
  const kept = kind === 'all' ? sorted : sorted.filter(({ isPrerelease }) => !isPrerelease);
  return siteFile({
    url: feedUrl(site, input, kind),
    owner: input.package,
    date: input.date,
    text: atomOf(site, { ...input, kind, entries: kept.slice(0, maximumEntries) }),
    contentType: 'application/atom+xml; charset=utf-8',
  });
}

function pageOf({ urls }: Site, { scope, package: name }: FeedSubject): string {
  if (name !== undefined) return urls.package(name);
  return scope === undefined ? urls.home : urls.org(scope);
}

function compareNewest(a: FeedEntry, b: FeedEntry): number {
  return (
    compareText(b.date, a.date) ||
    compareText(a.package, b.package) ||
    compareText(a.version, b.version)
  );
}

function atomOf(site: Site, input: FeedInput & { readonly kind: FeedKind }): string {
  const [newest] = input.entries;
  const self = absoluteUrl(site, feedUrl(site, input, input.kind));
  const feed = new Feed({
    id: self,
    title: textNode(feedTitle(site, input, input.kind)),
    updated: newest === undefined ? input.date : new Date(newest.date),
    generator: 'stillpack',
    feed: self,
    link: absoluteUrl(site, pageOf(site, input)),
    author: { name: textNode(site.title) },
  });
  for (const entry of input.entries) feed.addItem(itemOf(site, entry));
  return feed.atom1();
}

function itemOf(site: Site, entry: FeedEntry): Parameters<Feed['addItem']>[0] {
  const { package: name, version, date, hasPage } = entry;
  const publisher = textNode(entry.publisher).trim();
  const id = absoluteUrl(site, site.urls.version(name, version));
  return {
    id,
    link: hasPage ? id : anyVersion(site, name, version),
    title: htmlNode(`${name} ${version}`),
    date: new Date(date),
    description: htmlNode(entry.description),
    ...(publisher === '' ? {} : { author: [{ name: publisher }] }),
  };
}

function anyVersion(site: Site, name: string, version: string): string {
  const url = new URL(absoluteUrl(site, site.urls.anyVersion));
  url.searchParams.set('package', name);
  url.searchParams.set('version', version);
  return url.href;
}

/** Plain text where the library escapes all but what looks escaped already. */
function textNode(text: string): string {
  return xmlText(text).replaceAll('&amp;', '&amp;amp;');
}

/** Plain text where the library writes HTML, in CDATA. */
function htmlNode(text: string): string {
  return Mustache.escape(xmlText(text));
}
