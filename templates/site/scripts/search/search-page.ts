// The page of the search: answers while somebody types, and keeps in its address what it shows.
import { element } from '../package/element.ts';
import { addressWith } from '../page.ts';
import { createSearchClient } from './search-client.ts';
import { createResultList } from './result-list.ts';
import { createSearchControls } from './search-controls.ts';
import type { SearchAnswer, SearchFailure } from './search-request.ts';
import { queryOf, readSearchState, requestOf, type SearchState } from './search-state.ts';
import { statusOf } from './search-status.ts';

/** Packages that are shown at first, and more at a time. */
const step = 25;

export function start(): void {
  const input = document.querySelector<HTMLInputElement>('main input[type=search][name=q]');
  const place = document.querySelector<HTMLElement>('#results');
  if (input === null || place === null) return;
  const client = createSearchClient();
  const status = element('p', { role: 'status', class: 'search-status' });
  let state = readSearchState(new URLSearchParams(location.search));
  let count = countIn(history.state);
  /** The address that the last step back would lead to: what is typed after it takes the place of nothing else. */
  let submitted = queryOf(state);

  const show = (answer: SearchAnswer | SearchFailure): void => {
    status.textContent = statusOf(answer, state);
    list.show(typeof answer === 'string' ? undefined : answer);
  };
  const search = (): void => client.ask(requestOf(state, count), show);
  const replace = (query: string): void => {
    history.replaceState({ count }, '', addressWith(query));
  };
  const submit = (changed: SearchState): void => {
    state = changed;
    count = step;
    if (queryOf(state) !== submitted) {
      replace(submitted);
      submitted = queryOf(state);
      history.pushState({ count }, '', addressWith(submitted));
    }
    search();
  };
  const list = createResultList({
    input,
    onMore() {
      count += step;
      replace(queryOf(state));
      search();
    },
  });
  const controls = createSearchControls((chosen) => submit({ ...state, ...chosen }));

  input.addEventListener('input', () => {
    state = { ...state, text: input.value.trim() };
    count = step;
    replace(queryOf(state));
    search();
  });
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    submit({ ...state, text: input.value.trim() });
  });
  addEventListener('popstate', () => {
    state = readSearchState(new URLSearchParams(location.search));
    count = countIn(history.state);
    submitted = queryOf(state);
    input.value = state.text;
    controls.show(state);
    search();
  });
  // What was typed before this script ran counts as typed.
  if (input.value === '') input.value = state.text;
  else state = { ...state, text: input.value.trim() };
  controls.show(state);
  place.replaceChildren(controls.element, status, list.element);
  if (state.text === '') input.focus();
  search();
}

/** How many packages were shown when the reader left the page. */
function countIn(saved: unknown): number {
  const known = typeof saved === 'object' && saved !== null && 'count' in saved && saved.count;
  return typeof known === 'number' ? known : step;
}
