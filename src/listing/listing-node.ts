// A listing is a trie of small nodes: however long it grows, a change rewrites few of them, each of bounded size.
import { compareText } from '../compare.ts';

export interface ListingEntry {
  /** What it is found by. No key of a listing is the beginning of another: see `keyOf`. */
  readonly key: string;
  /** Whom it speaks of: what shows the best of many shows each only once. */
  readonly id: string;
  /** Less is better, in code units. */
  readonly rank: string;
  /** JSON. */
  readonly row: unknown;
}

/** What lies below a beginning of keys. */
export interface ListingNode {
  /** Of all entries below. */
  readonly size: number;
  /** Of a leaf all of them, by rank; of a branch the best. */
  readonly entries: readonly ListingEntry[];
  /** Of a branch: the code units that may follow. `undefined` says that it is a leaf. */
  readonly next?: string;
}

export interface ListingShape {
  /** A leaf of more entries becomes a branch. */
  readonly leaf: number;
  /** The same for the root. @default leaf */
  readonly root?: number;
  /** How many entries a branch shows. */
  readonly top: number;
}

export function capacityOf({ leaf, root = leaf }: ListingShape, prefix: string): number {
  return prefix === '' ? root : leaf;
}

/** A key of a listing: `word` is what it can be looked for by, `id` makes it the only one. */
export function keyOf(word: string, id: string): string {
  return `${word}\0${id}\0`;
}

/** The best `most`, each id once. */
export function bestOf(entries: readonly ListingEntry[], most: number): readonly ListingEntry[] {
  const best: ListingEntry[] = [];
  const seen = new Set<string>();
  for (const entry of entries.toSorted(compareEntries)) {
    if (best.length >= most) break;
    if (seen.has(entry.id)) continue;
    seen.add(entry.id);
    best.push(entry);
  }
  return best;
}

export function compareEntries(a: ListingEntry, b: ListingEntry): number {
  return compareText(a.rank, b.rank) || compareText(a.key, b.key);
}
