// A listing that changed step by step has the nodes of one that is built anew, and none more.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildNode, type ListingNodes } from '../../src/listing/build-listing.ts';
import { changeListing, type EntryChange } from '../../src/listing/change-listing.ts';
import { keyOf, type ListingEntry, type ListingShape } from '../../src/listing/listing-node.ts';

const shapes: readonly ListingShape[] = [
  { leaf: 3, top: 0 },
  { leaf: 2, top: 3 },
  { leaf: 2, root: 6, top: 2 },
];

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 4 });
const entry = fc
  .record({
    word,
    id: fc.string({ unit: fc.constantFrom('x', 'y', 'z'), minLength: 1, maxLength: 2 }),
    rank: fc.constantFrom('1', '2', '3'),
    row: fc.nat(3),
  })
  .map(({ word: of, id, ...rest }): ListingEntry => ({ key: keyOf(of, id), id, ...rest }));
const step = fc.record({
  added: fc.array(entry, { maxLength: 6 }),
  /** By place among the keys there are. */
  removed: fc.array(fc.nat(40), { maxLength: 6 }),
});

describe.each(shapes)('%j', (shape) => {
  test('changed is the same as built anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const entries = new Map<string, ListingEntry>();
        const kept: ListingNodes = new Map();
        for (const { added, removed } of steps) {
          const changes = new Map<string, EntryChange>();
          const keys = [...entries.keys()];
          for (const at of removed) {
            const key = keys[at];
            if (key !== undefined) changes.set(key, { key, entry: undefined });
          }
          for (const one of added) {
            if (isDeepStrictEqual(one, entries.get(one.key))) changes.delete(one.key);
            else changes.set(one.key, { key: one.key, entry: one });
          }
          for (const { key, entry: now } of changes.values()) {
            if (now === undefined) entries.delete(key);
            else entries.set(key, now);
          }
          const changed = await changeListing([...changes.values()], {
            shape,
            read: (prefix) => Promise.resolve(kept.get(prefix)),
          });
          for (const [prefix, node] of changed) {
            // Whoever asks writes each of them.
            if (node !== undefined) expect(node).not.toEqual(kept.get(prefix));
            if (node === undefined) kept.delete(prefix);
            else kept.set(prefix, node);
          }
          const anew: ListingNodes = new Map();
          buildNode([...entries.values()], { prefix: '', shape, nodes: anew });
          expect(new Map([...kept].sort())).toEqual(new Map([...anew].sort()));
        }
      }),
      { numRuns: 400 },
    );
  });
});
