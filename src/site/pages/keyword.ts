import type { OutputFile } from '../../output/output-file.ts';
import { pageFile, type Site } from '../site.ts';
import { type ListNode, listingView } from './listing.ts';

export interface KeywordInput extends ListNode {
  readonly keyword: string;
  readonly date: Date;
}

/**
 * GET /keyword/<keyword>/
 * GET /keyword/<keyword>/<prefix>/
 */
export function keywordPage(site: Site, node: KeywordInput): OutputFile {
  const { keyword, prefix, date } = node;
  const urlOf = (of: string): string => site.urls.keyword(keyword, of);
  return pageFile(site, {
    url: urlOf(prefix),
    date,
    template: 'keyword',
    title: `Keyword ${keyword}`,
    description: `Packages on ${site.title} with the keyword ${keyword}.`,
    view: { keyword, ...listingView(site, node, urlOf) },
  });
}
