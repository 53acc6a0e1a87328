import { compareText } from '../../../../src/compare.ts';
import type { WordMatch } from '../../../../src/search/word-search.ts';
import type { FoundPackage } from './found-package.ts';
import type { SortOrder } from './search-request.ts';

export interface RankedMatch {
  readonly found: FoundPackage;
  readonly score: number;
  /** How well it meets what was typed: the first tier is the best. */
  readonly tier: Tier;
}

/** Its name is the text; begins with it; it has words that begin so; only words that look like them. */
export const tiers = ['name', 'beginning', 'words', 'near'] as const;
type Tier = (typeof tiers)[number];

export function rankedMatch(
  { row: found, score, asked, matched }: WordMatch<FoundPackage>,
  { words, boostExact }: { readonly words: string; readonly boostExact: boolean },
): RankedMatch {
  const has = (word: string): boolean => matched.some((other) => other.startsWith(word));
  const tier = boostExact ? tierOfName(found.name.toLowerCase(), words.toLowerCase()) : undefined;
  return { found, score, tier: tier ?? (asked.every(has) ? 'words' : 'near') };
}

function tierOfName(name: string, text: string): Tier | undefined {
  if (text === '') return undefined;
  if (name === text) return 'name';
  const base = name.slice(name.indexOf('/') + 1);
  return name.startsWith(text) || base.startsWith(text) ? 'beginning' : undefined;
}

const orders: Readonly<Record<SortOrder, (a: RankedMatch, b: RankedMatch) => number>> = {
  relevance: (a, b) =>
    tiers.indexOf(a.tier) - tiers.indexOf(b.tier) ||
    b.score - a.score ||
    b.found.dependents - a.found.dependents,
  name: () => 0,
  date: (a, b) => compareText(b.found.date, a.found.date),
  dependents: (a, b) => b.found.dependents - a.found.dependents,
};

/** Those that are alike are in the order of their names. */
export function compareMatches(sort: SortOrder): (a: RankedMatch, b: RankedMatch) => number {
  const order = orders[sort];
  return (a, b) => order(a, b) || compareText(a.found.name, b.found.name);
}
