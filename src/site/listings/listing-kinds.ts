// The lists that span packages, and how large their nodes may grow.
import type { ListingShape } from '../../listing/listing-node.ts';

export type ListingKind =
  'dependents' | 'facts' | 'feed' | 'keyword' | 'names' | 'scope' | 'search' | 'user';

const pages: ListingShape = { leaf: 500, top: 0 };

export const listingShapes: Readonly<Record<ListingKind, ListingShape>> = {
  dependents: pages,
  facts: { leaf: 128, top: 0 },
  // A feed shows the newest of all.
  feed: { leaf: 200, top: 50 },
  keyword: pages,
  names: pages,
  scope: pages,
  // Measured: 28 to 45 bytes a row once compressed, and some 0.1 ms to index. Five letters of a common word load as many
  // branches. The root holds a whole registry that is not large.
  search: { leaf: 800, root: 5000, top: 400 },
  user: pages,
};

/** One of a kind: the dependents of a package, the packages of a keyword; `subject` is empty where there is but one. */
export interface ListingName {
  readonly kind: ListingKind;
  readonly subject: string;
}

export function listingText({ kind, subject }: ListingName): string {
  return `${kind}/${subject}`;
}

/** The listing of a text that `listingText` made. */
export function listingOf(text: string): ListingName {
  const slash = text.indexOf('/');
  return { kind: text.slice(0, slash) as ListingKind, subject: text.slice(slash + 1) };
}
