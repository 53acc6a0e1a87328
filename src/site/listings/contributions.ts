// What one package adds to the lists: they are made of nothing else, so that a change of one says which lists change.
import { keyOf, type ListingEntry } from '../../listing/listing-node.ts';
import type { Directory } from '../../model/directory.ts';
import type { PackageFacts } from '../../model/package-facts.ts';
import type { PackageSummary } from '../../model/summary.ts';
import { userNameOf } from '../../model/user-name.ts';
import { basenameOf, packageNameOf, scopeOf } from '../../package-name.ts';
import { keywordPagesOf } from '../keyword-page.ts';
import { fnvDigits } from './fnv.ts';
import { type ListingKind, listingShapes, listingText } from './listing-kinds.ts';
import { searchEntriesOf } from './search-entries.ts';

export interface ListedPackageFacts {
  readonly summary: PackageSummary;
  readonly facts: PackageFacts;
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

/** By listing: its entries of the package. */
export type Contributions = ReadonlyMap<string, readonly ListingEntry[]>;

/**
 * Marks a package that is in the registry in the list of its dependents, which there may be of others, too. No name
 * begins with it.
 */
const hereKey: string = keyOf('\u0001', '');

export const hereEntry: ListingEntry = { key: hereKey, id: '', rank: '', row: [] };

/** An organisation has a page without a package, too, and so has whom one names: pages link to them. */
export function directoryContributions({ orgs, users }: Directory): Contributions {
  const logins = [...orgs.values()].flatMap(({ members, teams }) => [
    ...members.keys(),
    ...[...teams.values()].flatMap((team) => team.members),
  ]);
  const names = [
    ...[...orgs.keys()].map((scope) => ({ kind: 'scope', subject: scope }) as const),
    ...[...users.keys(), ...logins].map(
      (login) => ({ kind: 'user', subject: login.toLowerCase() }) as const,
    ),
  ];
  return new Map(names.map((name) => [listingText(name), [hereEntry]]));
}

/** What the entries of a package say beyond the package. */
export interface RegistryFacts {
  /** How many packages depend on it, see `roundedCount`. */
  readonly dependents: number;
  /** See `isLargeRegistry`. */
  readonly isLarge: boolean;
}

/** Whether a browser can no longer load all rows at once, and must look for words. */
export function isLargeRegistry({ packages }: { readonly packages: number }): boolean {
  return packages > (listingShapes.search.root ?? 0);
}

/** Rows that people read hold the name and the description alone: what an ordinary publish leaves as it was. */
export function contributionsOf(
  listed: ListedPackageFacts,
  { dependents, isLarge }: RegistryFacts,
): Contributions {
  const { summary, facts } = listed;
  const { name, description } = summary;
  const found = new Map<string, ListingEntry[]>();
  const add = (kind: ListingKind, subject: string, ...entries: readonly ListingEntry[]): void => {
    const listing = listingText({ kind, subject });
    const known = found.get(listing);
    if (known === undefined) found.set(listing, [...entries]);
    else known.push(...entries);
  };
  const row = nameEntry(name, [name, description]);
  add('names', '', nameEntry(name, [name]));
  add('dependents', name, hereEntry);
  for (const one of facts.dependencies) {
    if (packageNameOf(one.name) === undefined) continue;
    add('dependents', one.name, nameEntry(name, [name, one.range, one.kind]));
  }
  for (const keyword of keywordPagesOf(summary)) add('keyword', keyword, row);
  for (const user of maintainersOf(summary)) add('user', user, row);
  add('facts', '', factsEntry(listed, dependents));
  add('search', '', ...searchEntriesOf(listed, { dependents, isLarge }));
  const scope = scopeOf(name);
  const feeds = scope === undefined ? [''] : ['', scope];
  if (scope !== undefined) add('scope', scope, row);
  for (const of of feeds) {
    add('feed', `all/${of}`, feedEntry(listed, facts.newest));
    if (facts.newestStable !== undefined) {
      add('feed', `stable/${of}`, feedEntry(listed, facts.newestStable));
    }
  }
  return found;
}

/** So that a list of a few packages of one scope is not a list of one letter, a scope does not count. */
function nameEntry(name: PackageSummary['name'], row: readonly unknown[]): ListingEntry {
  const word = basenameOf(name).toLowerCase();
  return {
    key: keyOf(word, name.toLowerCase() + '\u0001' + name),
    id: name,
    rank: keyOf(word, name),
    row,
  };
}

function maintainersOf({ maintainers }: PackageSummary): readonly string[] {
  const logins = maintainers.flatMap(({ name }) => userNameOf(name)?.toLowerCase() ?? []);
  return [...new Set(logins)];
}

function factsEntry({ summary, facts }: ListedPackageFacts, dependents: number): ListingEntry {
  const { name, latest } = summary;
  const installed = facts.dependencies.filter(({ kind }) => kind !== 'peerDependencies');
  const ranges = Object.fromEntries(installed.map((one) => [one.name, one.range]));
  return {
    key: keyOf(fnvDigits(name), name),
    id: name,
    rank: name,
    row: [name, latest, facts.unpackedSize, ranges, dependents, facts.deprecated ? 1 : 0],
  };
}

function feedEntry(
  { summary }: ListedPackageFacts,
  { version, time, publisher, isTagged }: PackageFacts['newest'],
): ListingEntry {
  const { name, description } = summary;
  // The newest first: every digit of the date the other way round.
  const rank = time.replace(/\d/g, (digit) => String(9 - Number(digit)));
  return {
    key: keyOf(fnvDigits(name), name),
    id: name,
    rank,
    row: [name, version, time, publisher, description, isTagged],
  };
}
