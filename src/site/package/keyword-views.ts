// Keywords as links: to a page of their own, or to a search.
import { keywordPageOf } from '../keyword-page.ts';
import type { SiteUrls } from '../site-urls.ts';
import { type ListLimits, takeWithin } from './take-within.ts';

export interface KeywordView {
  readonly text: string;
  readonly href: string;
}

const limits: ListLimits = { count: 40, bytes: 500 };

/** `pages` are those that list the package, `keywordPagesOf` its latest version: of others nobody knows that they are there. */
export function keywordViews(
  keywords: readonly string[],
  { urls, pages }: { readonly urls: SiteUrls; readonly pages: readonly string[] },
): readonly KeywordView[] {
  const given = [...new Set(keywords)].filter((keyword) => keyword.trim() !== '');
  return takeWithin(given, limits, (text) => text).shown.map((text) => {
    const page = keywordPageOf(text);
    const hasPage = page !== undefined && pages.includes(page);
    return { text, href: hasPage ? urls.href(urls.keyword(page)) : searchHref(text, urls) };
  });
}

function searchHref(keyword: string, urls: SiteUrls): string {
  const query = new URLSearchParams({ q: keyword.toLowerCase() }).toString();
  return `${urls.href(urls.search)}?${query}`;
}
