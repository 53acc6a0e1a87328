import { expect, test } from 'vitest';
import {
  queryOf,
  readSearchState,
} from '../../../../templates/site/scripts/search/search-state.ts';

test.each([
  ['', ''],
  ['?q=pad', '?q=pad'],
  ['?q=@acme/ui&filter=has:types&sort=date', '?q=@acme%2Fui&filter=has:types&sort=date'],
  ['?q=a%26b%3Dc', '?q=a%26b%3Dc'],
  ['?q=pad&sort=constructor&filter=has:all', '?q=pad'],
])('%s is kept as %s', (search, expected) => {
  const query = queryOf(readSearchState(new URLSearchParams(search)));
  expect(query).toBe(expected);
  expect(queryOf(readSearchState(new URLSearchParams(query)))).toBe(query);
});
