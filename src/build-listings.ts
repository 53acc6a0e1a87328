// The lists that span packages, into the output folder: all of them, or what a change of some packages changes.
import { compareText } from './compare.ts';
import type { BuildContext, PlacedContext } from './build-context.ts';
import {
  type ChangedListed,
  changedEntriesOf,
  createListingReader,
  unlessForgotten,
} from './changed-entries.ts';
import { buildNode, type ListingNodes } from './listing/build-listing.ts';
import { changeListing } from './listing/change-listing.ts';
import type { ListingEntry, ListingNode } from './listing/listing-node.ts';
import type { RegistrySummary } from './model/registry-summary.ts';
import type { Problem } from './problems.ts';
import {
  type Contributions,
  contributionsOf,
  directoryContributions,
  isLargeRegistry,
  type ListedPackageFacts,
} from './site/listings/contributions.ts';
import { listingOf, listingShapes, listingText } from './site/listings/listing-kinds.ts';
import { roundedCount } from './site/listings/rounded-count.ts';
import type { Site } from './site/site.ts';
import { type PageGroup, pageGroupOf } from './write/file-record.ts';
import { type FolderSize, minus, nothing, plus } from './write/folder-size.ts';
import type { Change } from './write/sync-files.ts';
import { placeFiles, type PlacedFiles } from './write/place-files.ts';

export interface WrittenListings {
  readonly change: Change;
  readonly problems: readonly Problem[];
  /** The leaves of the list of names, which have a sitemap each: sorted. */
  readonly leaves: readonly string[];
}

interface ListingsContext {
  readonly context: BuildContext;
  readonly site: Site;
  readonly date: Date;
}

const unwritten: WrittenListings = {
  change: { before: nothing, after: nothing },
  problems: [],
  leaves: [],
};

/** Every list, from all packages that readers may know of. */
export async function writeAllListings(
  context: PlacedContext,
  {
    listed,
    summary,
    date,
  }: {
    readonly listed: readonly ListedPackageFacts[];
    readonly summary: RegistrySummary;
    readonly date: Date;
  },
): Promise<WrittenListings> {
  const { site } = context;
  if (site === undefined) {
    await context.output.removeOtherPages();
    return unwritten;
  }
  const listings = { context, site, date };
  const nodes: NodesByGroup = new Map();
  for (const [listing, entries] of entriesOf(listed, {
    ...context,
    isLarge: isLargeRegistry(summary),
  })) {
    const built: ListingNodes = new Map();
    const { kind } = listingOf(listing);
    buildNode(entries, { prefix: '', shape: listingShapes[kind], nodes: built });
    for (const [prefix, after] of built) {
      await context.state.writeNode({ listing, prefix }, after);
      addTo(nodes, { listing, prefix, before: undefined, after });
    }
  }
  let size = nothing;
  const problems: Problem[] = [];
  for (const [group, changes] of [...nodes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const placed = await place(listings, changes, 'after');
    const change = await context.output.writePages(group, placed.files);
    size = plus(size, change.after);
    problems.push(...placed.problems);
  }
  await context.output.removeOtherPages();
  const change = { before: nothing, after: size };
  return { change, problems, leaves: leavesAfter([], [...nodes.values()].flat()) };
}

/** By listing. */
function entriesOf(
  listed: readonly ListedPackageFacts[],
  { directory, isLarge }: BuildContext & { readonly isLarge: boolean },
): ReadonlyMap<string, readonly ListingEntry[]> {
  const dependents = new Map<string, number>();
  for (const { facts } of listed) {
    for (const { name } of facts.dependencies) {
      dependents.set(name, (dependents.get(name) ?? 0) + 1);
    }
  }
  const all = new Map<string, ListingEntry[]>();
  const add = (contributions: Contributions): void => {
    for (const [listing, entries] of contributions) {
      const known = all.get(listing);
      if (known === undefined) all.set(listing, [...entries]);
      else known.push(...entries);
    }
  };
  add(directoryContributions(directory));
  for (const one of listed) {
    const count = roundedCount(dependents.get(one.summary.name) ?? 0);
    add(contributionsOf(one, { dependents: count, isLarge }));
  }
  return all;
}

/**
 * `undefined` when what was kept of a package or of a list is there no longer, or the registry has grown so that all rows
 * change: nothing was written then.
 */
export async function writeChangedListings(
  context: PlacedContext,
  {
    changed,
    leaves,
    summaries,
    date,
  }: {
    readonly changed: readonly ChangedListed[];
    /** As in WrittenListings, of before. */
    readonly leaves: readonly string[];
    readonly summaries: { readonly before: RegistrySummary; readonly after: RegistrySummary };
    readonly date: Date;
  },
): Promise<WrittenListings | undefined> {
  const { site } = context;
  if (site === undefined) return unwritten;
  const isLarge = isLargeRegistry(summaries.after);
  if (isLarge !== isLargeRegistry(summaries.before)) return undefined;
  const nodes = await unlessForgotten(changedNodes(context, { changed, isLarge }));
  if (nodes === undefined) return undefined;
  const listings = { context, site, date };
  let change: Change = { before: nothing, after: nothing };
  const problems: Problem[] = [];
  for (const [group, ofGroup] of [...nodes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { listing, prefix, after } of ofGroup) {
      await context.state.writeNode({ listing, prefix }, after);
    }
    const placed = await place(listings, ofGroup, 'after');
    const kept = new Set<string>(placed.files.map(({ path }) => path));
    const before = await place(listings, ofGroup, 'before');
    const gone = before.files.map(({ path }) => path).filter((path) => !kept.has(path));
    const options = { others: 'kept', gone } as const;
    const written = await context.output.writePages(group, placed.files, options);
    change = {
      before: plus(change.before, written.before),
      after: plus(change.after, written.after),
    };
    problems.push(...placed.problems);
  }
  return { change, problems, leaves: leavesAfter(leaves, [...nodes.values()].flat()) };
}

/** Throws as `changedEntriesOf`. */
async function changedNodes(
  context: BuildContext,
  { changed, isLarge }: { readonly changed: readonly ChangedListed[]; readonly isLarge: boolean },
): Promise<NodesByGroup> {
  const read = createListingReader(context);
  const nodes: NodesByGroup = new Map();
  for (const [listing, entries] of await changedEntriesOf(changed, { ...context, read, isLarge })) {
    const found = await changeListing([...entries.values()], {
      shape: listingShapes[listingOf(listing).kind],
      read: (prefix) => read(listing, prefix),
    });
    for (const [prefix, after] of found) {
      addTo(nodes, { listing, prefix, before: await read(listing, prefix), after });
    }
  }
  return nodes;
}

function leavesAfter(before: readonly string[], changes: readonly NodeChange[]): readonly string[] {
  const leaves = new Set(before);
  for (const { listing, prefix, after } of changes) {
    if (listing !== namesListing) continue;
    if (after === undefined || after.next !== undefined) leaves.delete(prefix);
    else leaves.add(prefix);
  }
  return [...leaves].sort(compareText);
}

const namesListing = listingText({ kind: 'names', subject: '' });

/** What pages that span packages take, once some of them changed. */
export function sizeAfter(size: FolderSize, { change }: WrittenListings): FolderSize {
  return plus(minus(size, change.before), change.after);
}

interface NodeChange {
  readonly listing: string;
  readonly prefix: string;
  readonly before: ListingNode | undefined;
  readonly after: ListingNode | undefined;
}

type NodesByGroup = Map<PageGroup, NodeChange[]>;

function addTo(nodes: NodesByGroup, change: NodeChange): void {
  const group = pageGroupOf(`${change.listing}\0${change.prefix}`);
  const known = nodes.get(group);
  if (known === undefined) nodes.set(group, [change]);
  else known.push(change);
}

async function place(
  { context, site, date }: ListingsContext,
  changes: readonly NodeChange[],
  which: 'before' | 'after',
): Promise<PlacedFiles> {
  // Loaded when needed: an empty registry has no lists.
  const { nodeFiles } = await import('./site/listings/node-files.ts');
  const { directory, options } = context;
  const files = changes.flatMap(({ listing, prefix, [which]: node }) =>
    node === undefined
      ? []
      : nodeFiles(site, { listing: listingOf(listing), prefix, node, directory, date }),
  );
  return placeFiles(options.preset.layout, files, options.content);
}
