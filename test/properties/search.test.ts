import type { SearchRow } from '../../src/search/search-row.ts';
import { searchRowOf } from '../support/search-row.ts';
// What a search answers follows from the packages that are there, not from how they came.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createSearchIndex,
  type SearchAnswer,
  type SearchIndex,
} from '../../src/search/search-index.ts';
import { parseSearchQuery } from '../../src/search/search-query.ts';
import { packageName, packageWith } from '../support/model.ts';

const few = ['pad', 'left-pad', '@acme/pad', '@acme/paddle', 'other'];
// Enough that sums of lengths come out another way in another order.
const names = [...few, ...Array.from({ length: 30 }, (_, n) => `pad-${n}`)];
const words = fc.array(fc.constantFrom('pad', 'left', 'paddle', 'water', 'wait'), { maxLength: 6 });

const summaries = fc
  .record({ name: fc.constantFrom(...names), keywords: words, description: words })
  .map(({ name, keywords, description }) => {
    const manifest = { keywords, description: description.join(' ') };
    return searchRowOf(packageWith({ name, versions: [{ version: '1.0.0', manifest }] }));
  });
const steps = fc.array(fc.oneof(summaries, fc.constantFrom(...names)), {
  minLength: 30,
  maxLength: 60,
});

const answers = (index: SearchIndex): SearchAnswer[] =>
  ['', 'pad', 'left pad', 'wate', 'keywords:pad', 'other boost-exact:false'].map((text) =>
    index.search(parseSearchQuery(new URLSearchParams({ text })), () => false),
  );

test('an index after any publishes and removals answers as a new one does', () => {
  fc.assert(
    fc.property(steps, (changes) => {
      const index = createSearchIndex({ isInsecure: () => false });
      const there = new Map<string, SearchRow>();
      for (const change of changes) {
        if (typeof change === 'string') {
          index.remove(packageName(change));
          there.delete(change);
        } else {
          index.replace(change);
          there.set(change.name, change);
        }
      }
      const fresh = createSearchIndex({ isInsecure: () => false });
      for (const one of [...there.values()].reverse()) fresh.replace(one);
      expect(answers(index)).toEqual(answers(fresh));
    }),
  );
});
