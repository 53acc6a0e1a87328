// npm's search over the summaries of packages. A publish touches one row, however many packages there are.
import MiniSearch, { type SearchOptions } from 'minisearch';
import { compareText } from '../compare.ts';
import type { SearchRow } from './search-row.ts';
import { timeOf } from '../model/time.ts';
import { searchResultOf } from '../output/search.ts';
import type { PackageName } from '../package-name.ts';
import type { SearchFacts } from './qualifiers.ts';
import type { SearchQuery } from './search-query.ts';
import { wordsIn } from './words.ts';

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

interface Match {
  readonly summary: SearchRow;
  readonly score: number;
}

/** What `boost-exact` adds, as npm does: more than any words are worth. */
const exactBoost = 100_000;

const searchOptions: SearchOptions = {
  tokenize: wordsIn,
  boost: { name: 6, keywords: 3, description: 1 },
  combineWith: 'AND',
  // What two letters begin is in a large part of all packages, and each of them costs.
  prefix: (term) => term.length > 2,
  fuzzy: (term) => (term.length > 3 ? 1 : false),
};

/** `facts` are asked whenever a search needs them, so that they may change meanwhile. */
export function createSearchIndex(facts: SearchFacts): SearchIndex {
  const rows = new Map<string, SearchRow>();
  const hidden = new Set<PackageName>();
  const words = new MiniSearch<ReturnType<typeof documentOf>>({
    idField: 'name',
    fields: ['name', 'keywords', 'description'],
    searchOptions,
  });
  const remove = (name: PackageName): void => {
    const summary = rows.get(name);
    if (summary === undefined) return;
    rows.delete(name);
    hidden.delete(name);
    words.remove(documentOf(summary));
  };
  const found = (text: string): readonly Match[] => {
    if (text === '') return Array.from(rows.values(), (summary) => ({ summary, score: 1 }));
    return words.search(text).flatMap(({ id, score }) => {
      const summary = rows.get(String(id));
      return summary === undefined ? [] : [{ summary, score: rounded(score) }];
    });
  };
  return {
    replace(summary) {
      remove(summary.name);
      rows.set(summary.name, summary);
      if (summary.access === 'restricted') hidden.add(summary.name);
      words.add(documentOf(summary));
    },
    remove,
    restricted: () => [...hidden],
    search({ words: text, tests, boostExact, size, from, now }, mayRead) {
      const exact = boostExact ? text.toLowerCase() : '';
      const matches = found(text)
        .filter(({ summary }) => summary.access === 'public' || mayRead(summary.name))
        .filter(({ summary }) => tests.every((test) => test(summary, facts)))
        .map(({ summary, score }) => ({
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

function documentOf({ name, keywords, description }: SearchRow): {
  readonly name: PackageName;
  readonly keywords: string;
  readonly description: string;
} {
  return { name, keywords: keywords.join(' '), description };
}

/** An index that packages came to and left sums in another order than a new one. */
function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}
