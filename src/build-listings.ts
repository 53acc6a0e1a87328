// The lists that span packages, into the output folder: all of them, or what a change of some packages changes.
import { compareText } from './compare.ts';
import type { BuildContext, PlacedContext } from './build-context.ts';
import { buildNode, type ListingNodes } from './listing/build-listing.ts';
import { changeListing } from './listing/change-listing.ts';
import type { ListingEntry, ListingNode } from './listing/listing-node.ts';
import type { RegistrySummary } from './model/registry-summary.ts';
import { packageNameOf } from './package-name.ts';
import type { Problem } from './problems.ts';
import {
  type Contributions,
  contributionsOf,
  directoryContributions,
  isLargeRegistry,
  type ListedPackageFacts,
  roundedCount,
} from './site/listings/contributions.ts';
import { addChanges, type ListingChanges } from './site/listings/listing-changes.ts';
import { listingOf, listingShapes, listingText } from './site/listings/listing-kinds.ts';
import type { Site } from './site/site.ts';
import { type PageGroup, pageGroupOf } from './write/file-record.ts';
import { type FolderSize, minus, nothing, plus } from './write/folder-size.ts';
import type { Change } from './write/output-folder.ts';
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

/** A package as readers of the lists may know of it; `undefined` where there is none, or none for them. */
export interface ChangedListed {
  readonly name: string;
  readonly before: ListedPackageFacts | undefined;
  readonly after: ListedPackageFacts | undefined;
}

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
  const nodes = new Map<PageGroup, NodeChange[]>();
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
  const listings = { context, site, date };
  const reader = createReader(context);
  const changes = await changesOf(changed, reader, { ...context, isLarge });
  if (changes === undefined) return undefined;
  const nodes = new Map<PageGroup, NodeChange[]>();
  for (const [listing, entries] of changes) {
    const read = (prefix: string): Promise<ListingNode | undefined> => reader.read(listing, prefix);
    const shape = listingShapes[listingOf(listing).kind];
    const found = await unlessUnknown(changeListing([...entries.values()], { shape, read }));
    if (found === undefined) return undefined;
    for (const [prefix, after] of found) {
      addTo(nodes, { listing, prefix, before: await read(prefix), after });
    }
  }
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

function addTo(nodes: Map<PageGroup, NodeChange[]>, change: NodeChange): void {
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

/** Thrown where what was kept is there no longer. */
class UnknownNode extends Error {}

async function unlessUnknown<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnknownNode) return undefined;
    throw error;
  }
}

interface Reader {
  /** As the last build left it. Throws UnknownNode. */
  read(listing: string, prefix: string): Promise<ListingNode | undefined>;
}

function createReader({ state }: BuildContext): Reader {
  const known = new Map<string, ListingNode | undefined>();
  return {
    async read(listing, prefix) {
      const key = `${listing}\0${prefix}`;
      if (known.has(key)) return known.get(key);
      const found = await state.readNode({ listing, prefix });
      if (found === 'unknown') throw new UnknownNode(key);
      const node = found === 'none' ? undefined : found;
      known.set(key, node);
      return node;
    },
  };
}

/** Those of the packages themselves, and of what they depend on or did: its rows tell how many do. */
async function changesOf(
  changed: readonly ChangedListed[],
  reader: Reader,
  { state, options, isLarge }: BuildContext & { readonly isLarge: boolean },
): Promise<ListingChanges | undefined> {
  const changes: ListingChanges = new Map();
  const listOf = (listed: ListedPackageFacts | undefined, count: number): Contributions =>
    listed === undefined
      ? noContributions
      : contributionsOf(listed, { dependents: roundedCount(count), isLarge });
  const names = new Set(changed.map(({ name }) => name));
  const differences = dependentDifferences(changed);
  const countOf = async (name: string, isHere: boolean): Promise<number | undefined> => {
    const listing = listingText({ kind: 'dependents', subject: name });
    const root = await unlessUnknown(reader.read(listing, '').then((node) => ({ node })));
    // The package itself is marked in the list.
    return root && (root.node?.size ?? 0) - Number(isHere);
  };
  for (const { name, before, after } of changed) {
    const count = await countOf(name, before !== undefined);
    if (count === undefined) return undefined;
    const now = count + (differences.get(name) ?? 0);
    addChanges(changes, { before: listOf(before, count), after: listOf(after, now) });
  }
  for (const [name, difference] of differences) {
    const packageName = packageNameOf(name);
    if (difference === 0 || names.has(name) || packageName === undefined) continue;
    const kept = await state.readPackage(packageName);
    if (kept === 'unknown') return undefined;
    const listed = kept === 'none' ? undefined : listedOf(kept, options.content);
    if (listed === undefined) continue;
    const count = await countOf(name, true);
    if (count === undefined) return undefined;
    if (roundedCount(count) === roundedCount(count + difference)) continue;
    addChanges(changes, {
      before: listOf(listed, count),
      after: listOf(listed, count + difference),
    });
  }
  return changes;
}

const noContributions: Contributions = new Map();

/** By name: how many packages more depend on it than before. */
function dependentDifferences(changed: readonly ChangedListed[]): ReadonlyMap<string, number> {
  const differences = new Map<string, number>();
  const add = (listed: ListedPackageFacts | undefined, sign: number): void => {
    for (const { name } of listed?.facts.dependencies ?? []) {
      differences.set(name, (differences.get(name) ?? 0) + sign);
    }
  };
  for (const { before, after } of changed) {
    add(before, -1);
    add(after, 1);
  }
  return differences;
}

/** What lists may say of a package; `undefined` for one that is not in the registry, or not for everybody. */
export function listedOf(
  {
    summary,
    facts,
  }: {
    readonly summary: ListedPackageFacts['summary'] | undefined;
    readonly facts?: ListedPackageFacts['facts'] | undefined;
  },
  options: { readonly protected: boolean },
): ListedPackageFacts | undefined {
  if (summary === undefined || facts === undefined) return undefined;
  return options.protected || summary.access === 'public' ? { summary, facts } : undefined;
}
