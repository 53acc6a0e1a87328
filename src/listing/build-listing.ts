import {
  bestOf,
  capacityOf,
  compareEntries,
  type ListingEntry,
  type ListingNode,
  type ListingShape,
} from './listing-node.ts';

/** By prefix; `undefined` for one that is no longer there. */
export type ListingNodes = Map<string, ListingNode | undefined>;

/** The node at `prefix`, and all below it, into `nodes`. Gives the node; none for no entries. */
export function buildNode(
  entries: readonly ListingEntry[],
  {
    prefix,
    shape,
    nodes,
  }: { readonly prefix: string; readonly shape: ListingShape; readonly nodes: ListingNodes },
): ListingNode | undefined {
  if (entries.length === 0) return undefined;
  if (entries.length <= capacityOf(shape, prefix)) {
    const leaf = { size: entries.length, entries: entries.toSorted(compareEntries) };
    nodes.set(prefix, leaf);
    return leaf;
  }
  const groups = groupsOf(entries, prefix);
  const tops: ListingEntry[] = [];
  for (const [unit, group] of groups) {
    const child = buildNode(group, { prefix: prefix + unit, shape, nodes });
    if (child !== undefined) tops.push(...bestOf(child.entries, shape.top));
  }
  const next = [...groups.keys()].sort().join('');
  const branch = { size: entries.length, entries: bestOf(tops, shape.top), next };
  nodes.set(prefix, branch);
  return branch;
}

/** By the code unit of the key that follows the prefix. */
export function groupsOf<Item extends { readonly key: string }>(
  items: readonly Item[],
  prefix: string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const unit = item.key.charAt(prefix.length);
    const group = groups.get(unit);
    if (group === undefined) groups.set(unit, [item]);
    else group.push(item);
  }
  return groups;
}
