import type { OutputFile } from '../../output/output-file.ts';
import { pageFile, type Site } from '../site.ts';
import { type ListNode, listingView } from './listing.ts';

export interface NamesInput extends ListNode {
  readonly date: Date;
}

/**
 * GET /names/
 * GET /names/<prefix>/
 */
export function namesPage(site: Site, node: NamesInput): OutputFile {
  const { prefix, date } = node;
  const heading = prefix === '' ? 'All packages' : `Packages that begin with ${prefix}`;
  return pageFile(site, {
    url: site.urls.names(prefix),
    date,
    template: 'names',
    title: heading,
    section: 'names',
    view: { heading, ...listingView(site, node, site.urls.names) },
  });
}
