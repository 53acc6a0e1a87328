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

export function createSearchPackages(trie: SearchTrie): SearchPackages {
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
  const nearest = (steps: readonly SearchStep[], query: Query): Found => {
    for (const { prefix, node } of steps.toReversed()) {
      const matches = matchesIn(node, query);
      if (matches.length > 0) return { prefix, node, matches };
    }
    const [root] = steps;
    return { prefix: '', node: root?.node ?? { packages: [], next: undefined }, matches: [] };
  };

  /** The best of a word need not hold the package of that very name, but below the word it is found by its name. */
  const findExact = async (
    query: Query,
    prefix: string,
    signal: AbortSignal,
  ): Promise<readonly RankedMatch[]> => {
    const { words: name } = query;
    if (prefix === '' || prefix !== longestWord(name)) return [];
    const steps = await trie.walk(`${prefix}\0${name}\0`, signal);
    return steps.slice(-1).flatMap(({ node }) => matchesIn(node, query).filter(isExact));
  };

  return async ({ text: long, sort, count }, signal) => {
    const text = long.slice(0, longestText);
    const query = readQueryText(text, qualifierOf);
    const key = keyOf(query, text);
    const { node, prefix, matches } = nearest(await trie.walk(key, signal), query);
    const isCut = node.next !== undefined;
    const exact = isCut && !matches.some(isExact) ? await findExact(query, prefix, signal) : [];
    const best = [...exact, ...matches];
    const passed = best.filter(({ found }) => query.tests.every((test) => test(found, undefined)));
    return {
      packages: passed
        .toSorted(compareMatches(sort))
        .slice(0, count)
        .map(({ found }) => found),
      total: passed.length,
      isCut,
      isNear: passed.length > 0 && passed.every(({ tier }) => tier === 'near'),
    };
  };
}

interface Found {
  readonly prefix: string;
  readonly node: SearchNode;
  readonly matches: readonly RankedMatch[];
}

function isExact({ tier }: RankedMatch): boolean {
  return tier === 'name';
}

/** The word to walk to: the longest, since the fewest packages have it; else one that a qualifier asks for. */
function keyOf({ words }: Query, text: string): string {
  if (words !== '') return longestWord(words);
  const asked = [...text.matchAll(/(?:^|\s)(?:scope|keywords):([^\s,-][^\s,]*)(?!\S)/g)];
  return longestWord(asked.map(([, value]) => value).join(' '));
}

function longestWord(words: string): string {
  return wordsIn(words).reduce(
    (longest, word) => (word.length > longest.length ? word : longest),
    '',
  );
}
