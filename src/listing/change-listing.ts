// A listing once some of its entries changed: the same nodes as if it were built anew, of which few are looked at.
import { buildNode, groupsOf, type ListingNodes } from './build-listing.ts';
import {
  bestOf,
  capacityOf,
  compareEntries,
  type ListingEntry,
  type ListingNode,
  type ListingShape,
} from './listing-node.ts';

/** Reads the node at a prefix; `undefined` when there is none. */
export type ReadNode = (prefix: string) => Promise<ListingNode | undefined>;

/** An entry as it is from now on; `undefined` when it is gone. */
export interface EntryChange {
  readonly key: string;
  readonly entry: ListingEntry | undefined;
}

/** The nodes that are others than before. Whatever `read` throws. */
export async function changeListing(
  changes: readonly EntryChange[],
  { shape, read }: { readonly shape: ListingShape; readonly read: ReadNode },
): Promise<ListingNodes> {
  const nodes: ListingNodes = new Map();
  if (changes.length > 0) await changeNode('', changes, { shape, read, nodes });
  return nodes;
}

interface Changing {
  readonly shape: ListingShape;
  readonly read: ReadNode;
  readonly nodes: ListingNodes;
}

/** Gives the node as it was and as it is. */
async function changeNode(
  prefix: string,
  changes: readonly EntryChange[],
  changing: Changing,
): Promise<ChangedNode> {
  const before = await changing.read(prefix);
  const after =
    before?.next === undefined
      ? changeLeaf(prefix, { before, changes }, changing)
      : await changeBranch(prefix, { before, changes }, changing);
  if (after !== before) changing.nodes.set(prefix, after);
  return { before, after };
}

interface ChangedNode {
  readonly before: ListingNode | undefined;
  readonly after: ListingNode | undefined;
}

function changeLeaf(
  prefix: string,
  {
    before,
    changes,
  }: { readonly before: ListingNode | undefined; readonly changes: readonly EntryChange[] },
  { shape, nodes }: Changing,
): ListingNode | undefined {
  const changed = new Set(changes.map(({ key }) => key));
  const entries = (before?.entries ?? []).filter(({ key }) => !changed.has(key));
  for (const { entry } of changes) if (entry !== undefined) entries.push(entry);
  return buildNode(entries, { prefix, shape, nodes });
}

async function changeBranch(
  prefix: string,
  { before, changes }: { readonly before: ListingNode; readonly changes: readonly EntryChange[] },
  changing: Changing,
): Promise<ListingNode | undefined> {
  const { shape } = changing;
  const children = new Map<string, ChangedNode>();
  let { size } = before;
  for (const [unit, group] of groupsOf(changes, prefix)) {
    const child = await changeNode(prefix + unit, group, changing);
    children.set(unit, child);
    size += (child.after?.size ?? 0) - (child.before?.size ?? 0);
  }
  const units = new Set(before.next);
  for (const [unit, { after }] of children) {
    if (after === undefined) units.delete(unit);
    else units.add(unit);
  }
  const next = [...units].sort().join('');
  if (size <= capacityOf(shape, prefix)) return collapse(prefix, next, changing);
  const after = {
    size,
    next,
    entries: await topAfter(prefix, { before, next, children }, changing),
  };
  return isSameBranch(before, after, changes) ? before : after;
}

/** Most changes of a long list are below a branch that shows none of them, and of the size that it had. */
function isSameBranch(
  before: ListingNode,
  after: ListingNode,
  changes: readonly EntryChange[],
): boolean {
  if (before.size !== after.size || before.next !== after.next) return false;
  if (before.entries.length !== after.entries.length) return false;
  const changed = new Set(changes.map(({ key }) => key));
  return before.entries.every(
    ({ key }, index) => key === after.entries[index]?.key && !changed.has(key),
  );
}

/** What is left of a branch fits into a leaf. */
async function collapse(
  prefix: string,
  next: string,
  changing: Changing,
): Promise<ListingNode | undefined> {
  const entries: ListingEntry[] = [];
  for (const unit of next) entries.push(...(await takeAll(prefix + unit, changing)));
  if (entries.length === 0) return undefined;
  return { size: entries.length, entries: entries.sort(compareEntries) };
}

/** All entries below; its nodes are gone. */
async function takeAll(prefix: string, changing: Changing): Promise<readonly ListingEntry[]> {
  const node = await nodeAt(prefix, changing);
  changing.nodes.set(prefix, undefined);
  if (node?.next === undefined) return node?.entries ?? [];
  const entries: ListingEntry[] = [];
  for (const unit of node.next) entries.push(...(await takeAll(prefix + unit, changing)));
  return entries;
}

/** The best below a branch: from the best before, unless one of those is gone or has become worse. */
async function topAfter(
  prefix: string,
  {
    before,
    next,
    children,
  }: {
    readonly before: ListingNode;
    readonly next: string;
    readonly children: ReadonlyMap<string, ChangedNode>;
  },
  changing: Changing,
): Promise<readonly ListingEntry[]> {
  const { top } = changing.shape;
  if (top === 0) return [];
  const changed = new Map<string, readonly ListingEntry[]>();
  for (const [unit, { after }] of children) changed.set(unit, bestOf(after?.entries ?? [], top));
  const found = [...changed.values()].flat();
  const known = new Map(bestOf(found, Infinity).map((entry) => [entry.id, entry]));
  const unitOf = ({ key }: ListingEntry): string => key.charAt(prefix.length);
  const isLost = (entry: ListingEntry): boolean => {
    if (!changed.has(unitOf(entry))) return false;
    const now = known.get(entry.id);
    return now === undefined || compareEntries(now, entry) > 0;
  };
  if (!before.entries.some(isLost)) {
    const stayed = before.entries.filter((entry) => !changed.has(unitOf(entry)));
    return bestOf([...stayed, ...found], top);
  }
  const all: ListingEntry[] = [];
  for (const unit of next) {
    const node = await nodeAt(prefix + unit, changing);
    all.push(...(changed.get(unit) ?? bestOf(node?.entries ?? [], top)));
  }
  return bestOf(all, top);
}

function nodeAt(prefix: string, { nodes, read }: Changing): Promise<ListingNode | undefined> {
  return nodes.has(prefix) ? Promise.resolve(nodes.get(prefix)) : read(prefix);
}
