// Answers a search from the nodes of the trie.
import { type QueryText, readQueryText } from '../../../../src/search/query-text.ts';
import { createWordSearch, type WordSearch } from '../../../../src/search/word-search.ts';
import { wordsIn } from '../../../../src/search/words.ts';
import type { FoundPackage } from './found-package.ts';
import { qualifierOf } from './package-qualifiers.ts';
import type { SearchNode } from './search-node.ts';
import { compareMatches, type RankedMatch, rankedMatch } from './search-order.ts';
import type { SearchAnswer, SearchRequest } from './search-request.ts';
import type { SearchStep, SearchTrie } from './search-trie.ts';

type Query = QueryText<FoundPackage, undefined>;

/** UTF-16 code units: what one search may cost. */
const longestText = 512;

/** Throws what loading nodes throws, and the signal's reason once it is aborted. */
export type SearchPackages = (request: SearchRequest, signal: AbortSignal) => Promise<SearchAnswer>;

/** Looks a package up by its whole name; `undefined` where there is none. */
export type FindPackage = (name: string) => Promise<FoundPackage | undefined>;

export function createSearchPackages(trie: SearchTrie, findPackage: FindPackage): SearchPackages {
  const searches = new WeakMap<SearchNode, WordSearch<FoundPackage>>();
  const searchOf = (node: SearchNode): WordSearch<FoundPackage> => {
    const search = searches.get(node) ?? createWordSearch<FoundPackage>({ prefixFrom: 1 });
    if (!searches.has(node)) for (const found of node.packages) search.replace(found);
    searches.set(node, search);
    return search;
  };
  const matchesIn = (node: SearchNode, query: Query): readonly RankedMatch[] =>
    searchOf(node)
      .search(query.words)
      .map((match) => rankedMatch(match, query));

  /** From the node that knows most of the word; a word that no package has may look like one that another node knows. */
  const nearest = (steps: readonly [SearchStep, ...SearchStep[]], query: Query): Found => {
    for (const { node } of steps.toReversed()) {
      const matches = matchesIn(node, query);
      if (matches.length > 0) return { node, matches };
    }
    return { node: steps[0].node, matches: [] };
  };
  /** A node that has all packages of one of the words, if there is one; else what the longest leads to. */
  const find = async (query: Query, text: string, signal: AbortSignal): Promise<Found> => {
    const [word = '', ...others] = keysOf(query, text);
    const steps = await trie.walk(word, { signal, isEnough: isOf(word) });
    if (steps.at(-1)?.node.next === undefined) return nearest(steps, query);
    for (const other of others) {
      const last = (await trie.walk(other, { signal, isEnough: isOf(other) })).at(-1);
      if (last?.node.next === undefined) return nearest([...steps, ...(last ? [last] : [])], query);
    }
    return nearest(steps, query);
  };

  /** The best of common words need not hold the package of that very name. */
  const withExact = async ({ node, matches }: Found, query: Query): Promise<Found> => {
    const { words, boostExact } = query;
    const isSure = node.next === undefined || matches.some(({ tier }) => tier === 'name');
    if (isSure || !boostExact || !isName(words)) return { node, matches };
    const found = await findPackage(words);
    const exact: readonly RankedMatch[] = found ? [{ found, score: 0, tier: 'name' }] : [];
    return { node, matches: [...exact, ...matches] };
  };

  return async ({ text: long, sort, count }, signal) => {
    const text = long.slice(0, longestText);
    const query = readQueryText(text, qualifierOf);
    const { node, matches } = await withExact(await find(query, text, signal), query);
    signal.throwIfAborted();
    const passed = matches.filter(({ found }) =>
      query.tests.every((test) => test(found, undefined)),
    );
    return {
      packages: passed
        .toSorted(compareMatches(sort))
        .slice(0, count)
        .map(({ found }) => found),
      total: passed.length,
      isCut: node.next !== undefined,
      isNear: passed.length > 0 && passed.every(({ tier }) => tier === 'near'),
    };
  };
}

interface Found {
  readonly node: SearchNode;
  readonly matches: readonly RankedMatch[];
}

/** Of a node whose best nearly all have the word, the next would be as long, and tell hardly more. */
const nearlyAll = 0.75;

function isOf(word: string): (node: SearchNode) => boolean {
  return ({ packages }) => {
    const having = packages.filter(({ name, keywords, description }) =>
      [name, ...keywords, description].some((text) => text.toLowerCase().includes(word)),
    );
    return word !== '' && having.length >= packages.length * nearlyAll;
  };
}

/** One word that is a name by itself leads to it: it is among the best. */
function isName(words: string): boolean {
  return !/\s/.test(words) && wordsIn(words).length > 1;
}

/** Others than the first word are tried where it is common, but what fewer letters begin is common as well. */
const rareFrom = 3;
const mostWords = 3;

/** The words to walk to, the longest first, since the fewest packages have it; else one that a qualifier asks for. */
function keysOf({ words }: Query, text: string): readonly string[] {
  const asked = text.matchAll(/(?:^|\s)(?:scope|keywords):([^\s,-][^\s,]*)(?!\S)/g);
  const known = wordsIn(words === '' ? [...asked].map(([, value]) => value).join(' ') : words);
  return known
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostWords)
    .filter((word, index) => index === 0 || word.length >= rareFrom);
}
