import { expect, test } from 'vitest';
import { sizeGrowth } from '../../../../src/review/checks/size.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function findingsOf(parts: AddedParts) {
  return sizeGrowth(await addedVersion(parts));
}

const previous = { files: { 'a.js': 'a'.repeat(100_000) } };

test('more than twice as much names what grew most', async () => {
  const files = {
    'a.js': 'a'.repeat(101_000),
    'b.js': 'b'.repeat(90_000),
    'c.map': 'c'.repeat(200_000),
    'd.js': 'd',
  };
  expect(await findingsOf({ files, previous })).toMatchObject([
    {
      check: 'size-growth',
      level: 'warning',
      message:
        'It unpacks to 391.0 kB, 1.0.0 to 100.0 kB; what grew most: c.map (200.0 kB), b.js (90.0 kB), a.js (101.0 kB).',
    },
  ]);
});

test.each([
  [
    'twice as much at most',
    { 'a.js': 'a'.repeat(599_000) },
    { files: { 'a.js': 'a'.repeat(300_000) } },
  ],
  ['a hundred times a little', { 'a.js': 'a'.repeat(90_000) }, {}],
  ['a first version', { 'a.js': 'a'.repeat(900_000) }, undefined],
])('%s is nothing', async (_, files, before) => {
  expect(await findingsOf({ files, ...(before && { previous: before }) })).toEqual([]);
});
