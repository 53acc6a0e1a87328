// Keywords as links: to a page of their own, or to a search.
import type { SiteUrls } from '../site-urls.ts';
import { type ListLimits, takeWithin } from './take-within.ts';

export interface KeywordView {
  readonly text: string;
  readonly href: string;
}

/** Those that have a page: the others could not be part of a path on every disk. */
const withPage = /^[a-z0-9][a-z0-9._-]{0,49}$/;

const limits: ListLimits = { count: 40, bytes: 500 };

export function keywordViews(keywords: readonly string[], urls: SiteUrls): readonly KeywordView[] {
  const given = [...new Set(keywords)].filter((keyword) => keyword.trim() !== '');
  return takeWithin(given, limits, (text) => text).shown.map((text) => ({
    text,
    href: keywordHref(text.toLowerCase(), urls),
  }));
}

function keywordHref(keyword: string, urls: SiteUrls): string {
  if (withPage.test(keyword)) return urls.href(urls.keyword(keyword));
  return `${urls.href(urls.search)}?${new URLSearchParams({ q: keyword }).toString()}`;
}
