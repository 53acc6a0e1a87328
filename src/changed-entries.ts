// What a change of some packages changes in the lists: their own entries, and those of what they depend on or did.
import type { BuildContext } from './build-context.ts';
import type { ListingNode } from './listing/listing-node.ts';
import { type PackageName, packageNameOf } from './package-name.ts';
import {
  type Contributions,
  contributionsOf,
  type ListedPackageFacts,
  listedOf,
} from './site/listings/contributions.ts';
import { addChanges, type ListingChanges } from './site/listings/listing-changes.ts';
import { listingText } from './site/listings/listing-kinds.ts';
import { roundedCount } from './site/listings/rounded-count.ts';

/** A package as readers of the lists may know of it; `undefined` where there is none, or none for them. */
export interface ChangedListed {
  readonly name: PackageName;
  readonly before: ListedPackageFacts | undefined;
  readonly after: ListedPackageFacts | undefined;
}

/** The nodes of the lists as the last build left them; `undefined` where there is none. Throws ForgottenState. */
export type ReadListing = (listing: string, prefix: string) => Promise<ListingNode | undefined>;

/** Thrown where what was kept of a package or of a list is there no longer. */
class ForgottenState extends Error {}

/** `undefined` when what was kept is there no longer. */
export async function unlessForgotten<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ForgottenState) return undefined;
    throw error;
  }
}

/** Reads each node once. */
export function createListingReader({ state }: Pick<BuildContext, 'state'>): ReadListing {
  const known = new Map<string, ListingNode | undefined>();
  return async (listing, prefix) => {
    const key = `${listing}\0${prefix}`;
    if (known.has(key)) return known.get(key);
    const found = await state.readNode({ listing, prefix });
    if (found === 'unknown') throw new ForgottenState(key);
    const node = found === 'none' ? undefined : found;
    known.set(key, node);
    return node;
  };
}

/** Throws ForgottenState. */
export async function changedEntriesOf(
  changed: readonly ChangedListed[],
  {
    read,
    isLarge,
    ...context
  }: Pick<BuildContext, 'state' | 'options'> & {
    readonly read: ReadListing;
    readonly isLarge: boolean;
  },
): Promise<ListingChanges> {
  const changes: ListingChanges = new Map();
  const entriesOf = (listed: ListedPackageFacts | undefined, count: number): Contributions =>
    listed === undefined
      ? noContributions
      : contributionsOf(listed, { dependents: roundedCount(count), isLarge });
  const differences = dependentDifferences(changed);
  for (const { name, before, after } of changed) {
    const count = await countDependents(read, name, { isHere: before !== undefined });
    const now = count + (differences.get(name) ?? 0);
    addChanges(changes, { before: entriesOf(before, count), after: entriesOf(after, now) });
  }
  const names = new Set<string>(changed.map(({ name }) => name));
  for (const [name, difference] of differences) {
    if (difference === 0 || names.has(name)) continue;
    const listed = await readListed(context, name);
    if (listed === undefined) continue;
    const count = await countDependents(read, name, { isHere: true });
    const now = count + difference;
    if (roundedCount(count) === roundedCount(now)) continue;
    addChanges(changes, { before: entriesOf(listed, count), after: entriesOf(listed, now) });
  }
  return changes;
}

const noContributions: Contributions = new Map();

/** `isHere`: the package itself is marked in the list of its dependents. */
async function countDependents(
  read: ReadListing,
  name: string,
  { isHere }: { readonly isHere: boolean },
): Promise<number> {
  const root = await read(listingText({ kind: 'dependents', subject: name }), '');
  return (root?.size ?? 0) - Number(isHere);
}

async function readListed(
  { state, options }: Pick<BuildContext, 'state' | 'options'>,
  name: string,
): Promise<ListedPackageFacts | undefined> {
  const packageName = packageNameOf(name);
  if (packageName === undefined) return undefined;
  const kept = await state.readPackage(packageName);
  if (kept === 'unknown') throw new ForgottenState(name);
  return kept === 'none' ? undefined : listedOf(kept, options.content);
}

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
