import fc from 'fast-check';
import { expect, test } from 'vitest';
import { archiveLimits } from '../../src/inspect/archive-limits.ts';
import { plainNameEnd } from '../../src/inspect/plain-header.ts';
import { createTarWalker } from '../../src/inspect/tar-walker.ts';
import { entryBlocks, writeChecksum } from '../support/tarball.ts';

/** The header of a small file with some bytes changed, among them those that decide how it is read. */
const header = fc
  .tuple(
    fc.oneof(fc.string({ maxLength: 110 }), fc.stringMatching(/^[\w./ -]{0,110}$/)),
    fc.array(
      fc.tuple(
        fc.oneof(
          fc.nat({ max: 511 }),
          fc.constantFrom(99, 100, 124, 135, 157, 158, 256, 257, 263, 329, 345, 475, 476),
        ),
        fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 0x0a, 0x20, 0x2f, 0x80, 0xff)),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([path, changes]) => {
    const block = entryBlocks({ path: path === '' ? 'x' : path, body: 'x' }).subarray(0, 512);
    for (const [index, value] of changes) block[index] = value;
    return block;
  });

function walked(header: Buffer, type: '0' | '\0'): unknown[] {
  const block = Buffer.from(header);
  block.write(type, 156, 'latin1');
  writeChecksum(block);
  const events: unknown[] = [];
  const walker = createTarWalker(
    {
      entry: ({ path: { buffer, start, end }, ...entry }) => {
        events.push({ ...entry, path: buffer.toString('latin1', start, end) });
        return (piece) => void events.push(piece.length);
      },
      fault: (fault) => void events.push(fault),
    },
    archiveLimits,
  );
  walker.push(Buffer.concat([block, Buffer.alloc(512, 'x'), Buffer.alloc(1024)]));
  walker.end();
  return events;
}

// An old archive's type of a file is never read in the quick way.
test('a header that is read in the quick way says what it says in the general one', () => {
  fc.assert(
    fc.property(header, (block) => {
      expect(walked(block, '0')).toEqual(walked(block, '\0'));
    }),
    { numRuns: 3000 },
  );
});

test('the quick way is taken for what npm packs', () => {
  const block = entryBlocks({ path: 'package/index.js', body: 'x' });
  expect(plainNameEnd(block, 0)).toBe('package/index.js'.length);
  block.write('\0', 156, 'latin1');
  expect(plainNameEnd(block, 0)).toBe(-1);
});
