// npm's search over the summaries of packages. A publish touches one row, however many packages there are.
import { compareText } from '../compare.ts';
import type { SearchRow } from './search-row.ts';
import { timeOf } from '../model/time.ts';
import { searchResultOf } from '../output/search.ts';
import type { PackageName } from '../package-name.ts';
import type { SearchFacts } from './row-qualifiers.ts';
import type { SearchQuery } from './search-query.ts';
import { createWordSearch } from './word-search.ts';

export interface SearchAnswer {
  readonly objects: readonly object[];
  /** All matches that the reader may know of, not only those of the page. */
  readonly total: number;
  readonly time?: string;
}

export interface SearchIndex {
  /** Takes the place of what was known of the package. */
  replace(summary: SearchRow): void;
  /** Forgets a package, known or not. */
  remove(name: PackageName): void;
  /** The packages that are not for everybody, in any order. */
  restricted(): readonly PackageName[];
  /** GET /-/v1/search. A restricted package is counted and shown only if `mayRead`; `now` becomes the answer's `time`. */
  search(
    query: SearchQuery & { readonly now?: Date },
    mayRead: (name: PackageName) => boolean,
  ): SearchAnswer;
}

/** What `boost-exact` adds, as npm does: more than any words are worth. */
const exactBoost = 100_000;

/** What two letters begin is in a large part of all packages, and each of them costs. */
const prefixFrom = 3;

/** `facts` are asked whenever a search needs them, so that they may change meanwhile. */
export function createSearchIndex(facts: SearchFacts): SearchIndex {
  const words = createWordSearch<SearchRow>({ prefixFrom });
  const hidden = new Set<PackageName>();
  return {
    replace(summary) {
      words.replace(summary);
      if (summary.access === 'restricted') hidden.add(summary.name);
      else hidden.delete(summary.name);
    },
    remove(name) {
      words.remove(name);
      hidden.delete(name);
    },
    restricted: () => [...hidden],
    search({ words: text, tests, boostExact, size, from, now }, mayRead) {
      const exact = boostExact ? text.toLowerCase() : '';
      const matches = words
        .search(text)
        .filter(({ row: summary }) => summary.access === 'public' || mayRead(summary.name))
        .filter(({ row: summary }) => tests.every((test) => test(summary, facts)))
        .map(({ row: summary, score }) => ({
          summary,
          score: summary.name.toLowerCase() === exact ? score + exactBoost : score,
        }))
        .sort((a, b) => b.score - a.score || compareText(a.summary.name, b.summary.name));
      return {
        objects: matches
          .slice(from, from + size)
          .map(({ summary, score }) => searchResultOf(summary, score)),
        total: matches.length,
        ...(now === undefined ? {} : { time: timeOf(now) }),
      };
    },
  };
}
