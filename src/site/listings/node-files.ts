// The files of one node of a list.
import type { ListingNode } from '../../listing/listing-node.ts';
import type { Directory } from '../../model/directory.ts';
import type { OutputFile } from '../../output/output-file.ts';
import { jsonText } from '../../json-text.ts';
import { prefixPath } from '../site-urls.ts';
import { type Site, siteFile } from '../site.ts';
import type { ListingName } from './listing-kinds.ts';

export interface NodeParts {
  readonly listing: ListingName;
  readonly prefix: string;
  readonly node: ListingNode;
  readonly directory: Directory;
  readonly date: Date;
}

export function nodeFiles(site: Site, parts: NodeParts): readonly OutputFile[] {
  switch (parts.listing.kind) {
    case 'facts':
    case 'search':
      return shardFiles(site, parts);
    case 'dependents':
    case 'feed':
    case 'keyword':
    case 'names':
    case 'scope':
    case 'user':
      return [];
  }
}

/**
 * GET /-/site/search/<prefix>.json
 * GET /-/site/facts/<prefix>.json
 */
function shardFiles(site: Site, { listing, prefix, node, date }: NodeParts): readonly OutputFile[] {
  // Below a whole word nothing can be looked for.
  if (prefix.includes('\0')) return [];
  const name = prefix === '' ? 'root' : prefixPath(prefix);
  const { size, next } = node;
  const value = {
    size,
    rows: rowsOf(node),
    ...(next === undefined ? {} : { next: next.replace('\0', '') }),
  };
  return [
    siteFile({
      url: site.urls.file(`${listing.kind}/${name}.json`),
      date,
      text: jsonText(value),
      contentType: 'application/json',
    }),
  ];
}

/** Each package once. */
function rowsOf({ entries }: ListingNode): readonly unknown[] {
  const rows = new Map<string, unknown>();
  for (const { id, row } of entries) if (!rows.has(id)) rows.set(id, row);
  return [...rows.values()];
}
