import { isJsonObject } from '../../../../src/json.ts';
import { type FoundPackage, foundPackageOf, type SearchNodeRow } from './found-package.ts';

/** What is known of the packages that have a word beginning with a prefix. */
export interface SearchNode {
  /** All of them, or the best where there is more to `next`. */
  readonly packages: readonly FoundPackage[];
  /** The characters with a node of their own; `undefined` where this node has all. */
  readonly next: string | undefined;
}

/** Throws TypeError for what is no node: then something else lies at its address. */
export function parseSearchNode(value: unknown): SearchNode {
  if (!isJsonObject(value) || !Array.isArray(value['rows'])) {
    throw new TypeError('This is no node of a search.');
  }
  const { rows, next } = value;
  const packages = new Map<string, FoundPackage>();
  for (const row of rows) {
    if (!isRow(row)) throw new TypeError('This is no row of a search.');
    // A package is listed once for each of its words.
    if (!packages.has(row[0])) packages.set(row[0], foundPackageOf(row));
  }
  return { packages: [...packages.values()], next: typeof next === 'string' ? next : undefined };
}

/** The website's own build wrote it: its first fields tell a row from what is none. */
function isRow(value: unknown): value is SearchNodeRow {
  return (
    Array.isArray(value) &&
    value.length >= 10 &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'string' &&
    Array.isArray(value[3])
  );
}
