import fc from 'fast-check';
import { expect, it } from 'vitest';
import { goldenDocuments } from './registry.ts';

function bytesOf(documents: ReturnType<typeof goldenDocuments>): string {
  const files = [...documents.values()].flat();
  return JSON.stringify(files.map(({ url, kind, digest, date }) => [url, kind, digest, date]));
}

it('gives the same bytes whatever the order of files, packages and keys', () => {
  const expected = bytesOf(goldenDocuments());
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (weights) => {
      const shuffle = <Item>(items: readonly Item[]): readonly Item[] =>
        items
          .map((item) => ({ item, weight: Number(weights.next().value) }))
          .sort((a, b) => a.weight - b.weight)
          .map(({ item }) => item);
      expect(bytesOf(goldenDocuments(shuffle))).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
