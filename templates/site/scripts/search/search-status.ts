import { count } from '../../../../src/amounts.ts';
import type { SearchAnswer, SearchFailure } from './search-request.ts';
import type { SearchState } from './search-state.ts';

/** What is said of an answer. */
export function statusOf(
  answer: SearchAnswer | SearchFailure,
  { text, filters }: Pick<SearchState, 'text' | 'filters'>,
): string {
  if (answer === 'missing') return 'This registry has no files to search in.';
  if (answer === 'failed') return 'The search could not be loaded. Type on to try again.';
  const { total, isCut, isNear } = answer;
  if (total === 0) {
    const hint = isCut || filters.length > 0 ? ' Type more of a name, or ask for less else.' : '';
    return `No package found.${hint}`;
  }
  if (isNear) return `No package has these words. Similar: ${count(total, 'package')}`;
  if (!isCut) return count(total, 'package');
  const what = text === '' && filters.length === 0 ? 'Well-known packages' : 'The best matches';
  return `${what}: there are more than these ${total}. Type more to narrow it down.`;
}
