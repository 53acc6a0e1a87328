// What the page asks the worker, and what it is told.
import type { FoundPackage } from './found-package.ts';

export const sortOrders = ['relevance', 'name', 'date', 'dependents'] as const;
export type SortOrder = (typeof sortOrders)[number];

export interface SearchRequest {
  /** Words and qualifiers. */
  readonly text: string;
  readonly sort: SortOrder;
  /** How many packages to show. */
  readonly count: number;
}

export interface SearchAnswer {
  /** The first `count` of them. */
  readonly packages: readonly FoundPackage[];
  /** Of all that were found. */
  readonly total: number;
  /** Whether only the best known were looked through: there may be more. */
  readonly isCut: boolean;
  /** Whether none of them has the words, but only words that look like them. */
  readonly isNear: boolean;
}

export interface Asked {
  readonly id: number;
  readonly request: SearchRequest;
}

/** `missing`: this registry has no files for the search. */
export type SearchFailure = 'missing' | 'failed';

export type Told =
  | { readonly id: number; readonly answer: SearchAnswer }
  | { readonly id: number; readonly failure: SearchFailure };
