// A registry of any size as the website's search sees it: its nodes, each made when it is asked for.
import { compareText } from '../../src/compare.ts';
import { bestOf, capacityOf, type ListingEntry } from '../../src/listing/listing-node.ts';
import type { PackageFacts } from '../../src/model/package-facts.ts';
import type { PackageSummary } from '../../src/model/summary.ts';
import { fnvDigits } from '../../src/site/listings/fnv.ts';
import { listingShapes } from '../../src/site/listings/listing-kinds.ts';
import { searchEntriesOf } from '../../src/site/listings/search-entries.ts';
import { packageName, version as versionNamed } from './model.ts';

export interface SyntheticPackage {
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly date?: string;
  readonly publisher?: string;
  readonly maintainers?: readonly string[];
  readonly licence?: string;
  readonly dependents?: number;
  /** d deprecated, t types, e ESM, c CommonJS, b bin, i install script. */
  readonly flags?: string;
}

export interface SyntheticSearch {
  /** The text of the node at a prefix; `undefined` where there is none. */
  node(prefix: string): string | undefined;
  /** The same of the facts, which know a package by the digits of its name's hash. */
  facts(prefix: string): string | undefined;
}

const shape = listingShapes.search;

export function createSyntheticSearch(packages: readonly SyntheticPackage[]): SyntheticSearch {
  // A small one is all in the root.
  const isLarge = packages.length > capacityOf(shape, '');
  const entries = packages
    .flatMap((pkg) => entriesOf(pkg, isLarge))
    .sort((a, b) => compareText(a.key, b.key));
  const made = new Map<string, string>();
  const make = (prefix: string): string | undefined => {
    const from = firstAt(entries, prefix);
    const below = entries.slice(from, firstAt(entries, `${prefix}\uffff`));
    if (below.length === 0) return undefined;
    const isLeaf = below.length <= capacityOf(shape, prefix);
    const units = new Set(below.map(({ key }) => key.charAt(prefix.length)));
    // Below a whole word there are no files.
    units.delete('\0');
    return JSON.stringify({
      size: below.length,
      rows: bestOf(below, isLeaf ? Infinity : shape.top).map(({ row }) => row),
      ...(isLeaf ? {} : { next: [...units].sort().join('') }),
    });
  };
  const facts = packages.map((pkg) => ({
    key: fnvDigits(pkg.name),
    row: [pkg.name, pkg.version ?? '1.0.0', 1000, {}, pkg.dependents ?? 0, 0],
  }));
  return {
    facts(prefix) {
      const below = facts.filter(({ key }) => key.startsWith(prefix));
      if (below.length === 0) return undefined;
      if (below.length <= listingShapes.facts.leaf) {
        return JSON.stringify({ size: below.length, rows: below.map(({ row }) => row) });
      }
      const units = new Set(below.map(({ key }) => key.charAt(prefix.length)));
      return JSON.stringify({ size: below.length, rows: [], next: [...units].sort().join('') });
    },
    node(prefix) {
      const text = made.get(prefix) ?? make(prefix);
      if (text !== undefined) made.set(prefix, text);
      return text;
    },
  };
}

/** Where a key of that beginning would stand. */
function firstAt(entries: readonly ListingEntry[], prefix: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.key ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

function entriesOf(pkg: SyntheticPackage, isLarge: boolean): readonly ListingEntry[] {
  const { flags = '', publisher = 'mira', maintainers = [publisher] } = pkg;
  const time = `${pkg.date ?? '2024-01-01'}T00:00:00.000Z`;
  const latest = versionNamed(pkg.version ?? '1.0.0');
  const summary: PackageSummary = {
    name: packageName(pkg.name),
    latest,
    description: pkg.description ?? '',
    keywords: pkg.keywords ?? [],
    date: time,
    modified: time,
    publisher: { name: publisher },
    maintainers: maintainers.map((name) => ({ name })),
    access: 'public',
    collaborators: new Map(),
    links: {},
    versionCount: 1,
  };
  const newest = { version: latest, time, publisher, isTagged: true };
  const facts: PackageFacts = {
    license: pkg.licence ?? 'MIT',
    unpackedSize: 1000,
    modules: {
      types: flags.includes('t'),
      esm: flags.includes('e'),
      cjs: flags.includes('c'),
    },
    hasBin: flags.includes('b'),
    hasInstallScript: flags.includes('i'),
    deprecated: flags.includes('d'),
    dependencies: [],
    newest,
    newestStable: newest,
  };
  return searchEntriesOf({ summary, facts }, { dependents: pkg.dependents ?? 0, isLarge });
}

const syllables =
  'ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to'.split(
    ' ',
  );
const common =
  'react vue node cli api http server client parser utils core plugin config webpack babel eslint test data date color stream file json css html react-native typescript array string object promise async cache log queue event state router form table chart map image video audio crypto auth token user mail sms pay cart shop blog cms theme icon font grid layout button modal dialog menu list tree graph node-red aws gcp azure docker kube'.split(
    ' ',
  );

/** Names, words and lengths about as npm's packages have them; the same for the same `size`. */
export function syntheticPackages(size: number): readonly SyntheticPackage[] {
  const random = seededRandom(size);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new TypeError('There is nothing to pick from.');
    return item;
  };
  const vocabulary = Array.from({ length: Math.max(200, Math.floor(size / 12)) }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join(''),
  );
  // A few words are very common, as in every language.
  const word = (): string => (random() < 0.45 ? pick(common) : pick(vocabulary));
  const text = (most: number): string =>
    Array.from({ length: 3 + Math.floor(random() * most) }, word).join(' ');
  return Array.from({ length: size }, (_, index) => {
    const scope = random() < 0.3 ? `@${pick(vocabulary)}/` : '';
    return {
      name: `${scope}${word()}-${word()}${index.toString(36)}`,
      version: `${Math.floor(random() * 9)}.${Math.floor(random() * 20)}.${Math.floor(random() * 20)}`,
      description: text(9),
      keywords: Array.from({ length: Math.floor(random() * 6) }, word),
      date: `20${12 + Math.floor(random() * 12)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`,
      publisher: pick(vocabulary),
      dependents: random() < 0.2 ? Math.floor(random() ** 4 * 1000) : 0,
      flags: ['d', 't', 'e', 'c', 'b', 'i'].filter(() => random() < 0.3).join(''),
    };
  });
}

/** Numbers from 0 to 1, always the same: mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
