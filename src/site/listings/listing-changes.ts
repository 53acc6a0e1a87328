// Which entries of which lists change when packages do.
import type { EntryChange } from '../../listing/change-listing.ts';
import type { ListingEntry } from '../../listing/listing-node.ts';
import type { Contributions } from './contributions.ts';

/** By listing, and by key. */
export type ListingChanges = Map<string, Map<string, EntryChange>>;

/** Adds what is to be changed so that a package's entries are those of `after`. */
export function addChanges(
  changes: ListingChanges,
  { before, after }: { readonly before: Contributions; readonly after: Contributions },
): void {
  for (const listing of new Set([...before.keys(), ...after.keys()])) {
    const [old, wanted] = [byKey(before.get(listing)), byKey(after.get(listing))];
    for (const key of old.keys()) {
      if (!wanted.has(key)) set(changes, listing, { key, entry: undefined });
    }
    for (const [key, entry] of wanted) {
      if (!isSame(old.get(key), entry)) set(changes, listing, { key, entry });
    }
  }
}

function set(changes: ListingChanges, listing: string, change: EntryChange): void {
  const known = changes.get(listing) ?? new Map<string, EntryChange>();
  known.set(change.key, change);
  changes.set(listing, known);
}

function byKey(entries: readonly ListingEntry[] = []): ReadonlyMap<string, ListingEntry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

function isSame(a: ListingEntry | undefined, b: ListingEntry): boolean {
  return a !== undefined && a.rank === b.rank && JSON.stringify(a.row) === JSON.stringify(b.row);
}
