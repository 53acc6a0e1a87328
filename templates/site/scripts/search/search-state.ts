// What a search page shows, as its address says it.
import { type SearchRequest, type SortOrder, sortOrders } from './search-request.ts';

export interface SearchState {
  readonly text: string;
  /** Qualifiers that the check boxes stand for. */
  readonly filters: readonly string[];
  readonly sort: SortOrder;
}

/** Check boxes by what they ask for. */
export const filterLabels: ReadonlyMap<string, string> = new Map([
  ['has:types', 'Has types'],
  ['is:esm', 'ES module'],
  ['has:bin', 'Has commands'],
  ['no:install-script', 'No install script'],
  ['not:deprecated', 'Not deprecated'],
]);

export const sortLabels: Readonly<Record<SortOrder, string>> = {
  relevance: 'Relevance',
  name: 'Name',
  date: 'Newest',
  dependents: 'Most dependents',
};

/** What the address does not say, or says wrong, is as it is at first. */
export function readSearchState(params: URLSearchParams): SearchState {
  const asked = params.get('sort');
  return {
    text: params.get('q') ?? '',
    filters: [...filterLabels.keys()].filter((filter) => params.getAll('filter').includes(filter)),
    sort: sortOrders.find((order) => order === asked) ?? 'relevance',
  };
}

/** The query of the address, with its `?`; empty where nothing is asked. */
export function queryOf({ text, filters, sort }: SearchState): string {
  const params = new URLSearchParams();
  if (text !== '') params.set('q', text);
  for (const filter of filters) params.append('filter', filter);
  if (sort !== 'relevance') params.set('sort', sort);
  const query = params.toString().replaceAll('%3A', ':').replaceAll('%40', '@');
  return query === '' ? '' : `?${query}`;
}

export function requestOf({ text, filters, sort }: SearchState, count: number): SearchRequest {
  return { text: [text, ...filters].join(' ').trim(), sort, count };
}
