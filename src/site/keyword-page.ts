// Which keywords have a page.
import type { PackageSummary } from '../model/summary.ts';
import { windowsObjection } from '../windows-names.ts';

/**
 * The part of a keyword's page's URL: the keyword in lower case, if it is one that any disk and any URL takes as it is;
 * others have no page, and are searched for.
 */
export function keywordPageOf(keyword: string): string | undefined {
  const lower = keyword.toLowerCase();
  const isPath =
    /^[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9_-])?$/.test(lower) &&
    windowsObjection(lower) === undefined;
  return isPath ? lower : undefined;
}

/** Those that list a package, by what it says itself as of `latest`: each once, and no more than a list of it has room for. */
export function keywordPagesOf({ keywords }: Pick<PackageSummary, 'keywords'>): readonly string[] {
  const pages = keywords.map(keywordPageOf).filter((page) => page !== undefined);
  return [...new Set(pages)].slice(0, 20);
}
