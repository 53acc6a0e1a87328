// Packages by the words of their names, keywords and descriptions.
import MiniSearch, { type SearchOptions } from 'minisearch';
import { wordsIn } from './words.ts';

/** What is looked into. */
export interface WordedPackage {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly description: string;
}

export interface WordMatch<Row> {
  readonly row: Row;
  readonly score: number;
  /** The words that were asked for, and those that the package has for them: longer ones, or with a letter wrong. */
  readonly asked: readonly string[];
  readonly matched: readonly string[];
}

export interface WordSearch<Row> {
  /** Takes the place of what was known of the package. */
  replace(row: Row): void;
  /** Forgets a package, known or not. */
  remove(name: string): void;
  /** The packages that have all words, in any order; all packages where no words are given. */
  search(words: string): readonly WordMatch<Row>[];
}

const searchOptions: SearchOptions = {
  tokenize: wordsIn,
  boost: { name: 6, keywords: 3, description: 1 },
  combineWith: 'AND',
  fuzzy: (term) => (term.length > 3 ? 1 : false),
};

/** `prefixFrom`: letters that a word must have to stand for all words that begin with it. */
export function createWordSearch<Row extends WordedPackage>({
  prefixFrom,
}: {
  readonly prefixFrom: number;
}): WordSearch<Row> {
  const rows = new Map<string, Row>();
  const words = new MiniSearch<ReturnType<typeof documentOf>>({
    idField: 'name',
    fields: ['name', 'keywords', 'description'],
    searchOptions: { ...searchOptions, prefix: (term) => term.length >= prefixFrom },
  });
  const remove = (name: string): void => {
    const row = rows.get(name);
    if (row === undefined) return;
    rows.delete(name);
    words.remove(documentOf(row));
  };
  return {
    replace(row) {
      remove(row.name);
      rows.set(row.name, row);
      words.add(documentOf(row));
    },
    remove,
    search(text) {
      if (text === '') {
        return Array.from(rows.values(), (row) => ({ row, score: 1, asked: [], matched: [] }));
      }
      return words.search(text).flatMap(({ id, score, queryTerms, terms }) => {
        const row = rows.get(String(id));
        const found = { score: rounded(score), asked: queryTerms, matched: terms };
        return row === undefined ? [] : [{ row, ...found }];
      });
    },
  };
}

function documentOf({ name, keywords, description }: WordedPackage): {
  readonly name: string;
  readonly keywords: string;
  readonly description: string;
} {
  return { name, keywords: keywords.join(' '), description };
}

/** An index that packages came to and left sums in another order than a new one. */
function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}
