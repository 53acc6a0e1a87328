import fc from 'fast-check';
import { expect, it } from 'vitest';
import { goldenDocuments } from './registry.ts';

function bytesOf(documents: Awaited<ReturnType<typeof goldenDocuments>>): string {
  const files = [...documents.values()].flat();
  return JSON.stringify(files.map(({ url, kind, digest, date }) => [url, kind, digest, date]));
}

it('gives the same bytes whatever the order of files, packages and keys', async () => {
  const expected = bytesOf(await goldenDocuments());
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), async (weights) => {
      const shuffle = <Item>(items: readonly Item[]): readonly Item[] =>
        items
          .map((item) => ({ item, weight: Number(weights.next().value) }))
          .sort((a, b) => a.weight - b.weight)
          .map(({ item }) => item);
      expect(bytesOf(await goldenDocuments(shuffle))).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
