// What an address says of the file, the lines or the two versions that a page is to show.

/** Of a query. A file of a comparison is the comparison's. */
export const parameters = ['compare', 'file'] as const;

export type Parameter = (typeof parameters)[number];

export interface Lines {
  readonly first: number;
  readonly last: number;
}

export interface Comparison {
  readonly from: string;
  readonly to: string;
}

/** `#L10` or `#L10-L20`, in either order. */
export function parseLines(hash: string): Lines | undefined {
  const match = /^#L([1-9]\d{0,8})(?:-L?([1-9]\d{0,8}))?$/.exec(hash);
  if (match === null) return undefined;
  const one = Number(match[1]);
  const other = Number(match[2] ?? match[1]);
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

export function formatLines({ first, last }: Lines): string {
  return first === last ? `#L${first}` : `#L${first}-L${last}`;
}

/** `1.0.0...1.1.0`; the versions are still text of a stranger's. */
export function parseComparison(text: string | null): Comparison | undefined {
  const dots = text?.indexOf('...') ?? -1;
  if (text === null || dots <= 0 || dots + 3 >= text.length) return undefined;
  return { from: text.slice(0, dots), to: text.slice(dots + 3) };
}

export interface Target {
  readonly file?: string | undefined;
  readonly compare?: Comparison | undefined;
}

/** The query of the same page with that file or comparison in it; what else the query says is kept. */
export function queryOf(search: string, { file, compare }: Target): string {
  const query = new URLSearchParams(search);
  query.delete('file');
  query.delete('compare');
  if (compare !== undefined) query.set('compare', `${compare.from}...${compare.to}`);
  if (file !== undefined) query.set('file', file);
  return formatQuery(query);
}

/** A path is read more easily so, and `/` and `@` need no encoding in a query. */
export function formatQuery(query: URLSearchParams): string {
  return `?${query.toString().replaceAll('%2F', '/').replaceAll('%40', '@')}`;
}
