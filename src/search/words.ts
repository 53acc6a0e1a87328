import MiniSearch from 'minisearch';

// Its type is that of any option.
const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];

/** The words of a text, each once, as the index takes it apart: at blanks and punctuation, so that `date-picker` is two. */
export function wordsIn(text: string): string[] {
  return [...new Set(tokenize(text.toLowerCase()))].filter((word) => word !== '');
}
