// The query string of GET /-/v1/search, parsed: words to look for, and qualifiers that each package must pass.
import { StillpackError } from '../errors.ts';
import { type QueryText, readQueryText } from './query-text.ts';
import { rowQualifierOf, type SearchFacts } from './row-qualifiers.ts';
import type { SearchRow } from './search-row.ts';
import { wordsIn } from './words.ts';

export interface SearchQuery extends QueryText<SearchRow, SearchFacts> {
  readonly size: number;
  readonly from: number;
}

/** npm's own: the page, and the largest page. */
const pageSize = { usual: 20, most: 250 };

/** No one pages farther; each page costs as much as all pages before it. */
const lastFrom = 5000;

/** UTF-16 code units and words: what one search may cost. */
const limits = { text: 1024, words: 8 };

/**
 * Reads `text`, `size` (20 unless told, 250 at most, as npm does) and `from`; weights and other parameters are
 * ignored, since nothing is known to weigh. Throws SEARCH_INVALID.
 */
export function parseSearchQuery(params: URLSearchParams): SearchQuery {
  const text = params.get('text');
  if (text === null) throw searchInvalid('A search needs "text"', 'Say what to look for.');
  if (text.length > limits.text) throw tooMuch(`more than ${limits.text} characters`);
  const from = numberIn(params, 'from') ?? 0;
  if (from > lastFrom) {
    throw searchInvalid(`"from" is more than ${lastFrom}`, 'Ask for something rarer instead.');
  }
  return {
    ...readText(text),
    size: Math.min(numberIn(params, 'size') ?? pageSize.usual, pageSize.most),
    from,
  };
}

function readText(text: string): QueryText<SearchRow, SearchFacts> {
  const query = readQueryText(text, rowQualifierOf);
  if (wordsIn(query.words).length + query.tests.length > limits.words) {
    throw tooMuch(`more than ${limits.words} words`);
  }
  return query;
}

function numberIn(params: URLSearchParams, key: 'size' | 'from'): number | undefined {
  const text = params.get(key);
  if (text === null || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw searchInvalid(`"${key}" is not a number of packages: "${text}"`, 'Write it in digits.');
}

function tooMuch(what: string): StillpackError {
  return searchInvalid(`"text" has ${what}`, 'Look for fewer words.');
}

function searchInvalid(what: string, hint: string): StillpackError {
  return new StillpackError('SEARCH_INVALID', `${what}.`, { hint });
}
