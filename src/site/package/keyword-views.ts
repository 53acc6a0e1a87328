// Keywords as links: to a page of their own, or to a search.
import { keywordPageOf } from '../keyword-page.ts';
import { keywordPagesOf } from '../listings/contributions.ts';
import type { SiteUrls } from '../site-urls.ts';
import { type ListLimits, takeWithin } from './take-within.ts';

export interface KeywordView {
  readonly text: string;
  readonly href: string;
}

const limits: ListLimits = { count: 40, bytes: 500 };

/** `latest` are those of the latest version: lists of packages know no others. */
export function keywordViews(
  keywords: readonly string[],
  { latest, urls }: { readonly latest: readonly string[]; readonly urls: SiteUrls },
): readonly KeywordView[] {
  const given = [...new Set(keywords)].filter((keyword) => keyword.trim() !== '');
  const pages = new Set(keywordPagesOf({ keywords: latest }));
  return takeWithin(given, limits, (text) => text).shown.map((text) => {
    const page = keywordPageOf(text);
    const hasPage = page !== undefined && pages.has(page);
    return { text, href: hasPage ? urls.href(urls.keyword(page)) : searchHref(text, urls) };
  });
}

function searchHref(keyword: string, urls: SiteUrls): string {
  const query = new URLSearchParams({ q: keyword.toLowerCase() });
  return `${urls.href(urls.search)}?${query.toString()}`;
}
