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
  const packages = rows.map((row) => {
    if (!isRow(row)) throw new TypeError('This is no row of a search.');
    return foundPackageOf(row);
  });
  return { packages, next: typeof next === 'string' ? next : undefined };
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** By place, see SearchNodeRow. */
const fields = [
  ...[isText, isText, isText, isTexts, isText],
  ...[isText, isTexts, isText, isCount, isText],
] as const;

function isRow(value: unknown): value is SearchNodeRow {
  return Array.isArray(value) && fields.every((isOf, at) => isOf(value[at]));
}
