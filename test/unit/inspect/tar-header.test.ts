import { Header } from 'tar';
import { describe, expect, test } from 'vitest';
import {
  blockKindOf,
  formatOf,
  hasReadableNumbers,
  sizeField,
} from '../../../src/inspect/tar-header.ts';
import { entryBlocks, writeChecksum } from '../../support/tarball.ts';

function header(size = 0): Buffer {
  const block = Buffer.alloc(512);
  new Header({ path: 'package/x', size, mode: 0o644, mtime: new Date(0) }).encode(block);
  return block;
}

/** A header whose size field holds these bytes. */
function withSize(field: string | readonly number[]): Buffer {
  const block = header();
  const bytes = typeof field === 'string' ? Buffer.from(field, 'latin1') : Buffer.from(field);
  block.fill(0, 124, 136);
  bytes.copy(block, 124);
  return block;
}

describe('blockKindOf', () => {
  test('knows the header that node-tar writes', () => {
    expect(blockKindOf(header(77), 0)).toBe('header');
  });

  test('knows a block of zeros', () => {
    expect(blockKindOf(Buffer.alloc(512), 0)).toBe('zero');
  });

  test('adds up the largest bytes without overflow', () => {
    const block = Buffer.alloc(512, 0xff);
    writeChecksum(block);
    expect(blockKindOf(block, 0)).toBe('header');
  });

  test('sees a change of any byte', () => {
    for (let at = 0; at < 512; at++) {
      const block = header();
      block[at] = (block[at] ?? 0) ^ 0x40;
      expect(blockKindOf(block, 0), `byte ${at}`).toBe('garbage');
    }
  });

  test('does not take a sum of signed bytes', () => {
    const block = Buffer.alloc(512);
    block.write('é'.repeat(10));
    const signed = block.reduce((sum, byte) => sum + (byte > 127 ? byte - 256 : byte), 8 * 32);
    writeChecksum(block, signed);
    expect(blockKindOf(block, 0)).toBe('garbage');
  });

  test('does not take a checksum that runs into the type flag', () => {
    const block = header();
    const sum = block.subarray(0, 148).reduce((total, byte) => total + byte, 8 * 32);
    const all = block.subarray(156).reduce((total, byte) => total + byte, sum);
    block.write(all.toString(8).padStart(8, '0'), 148);
    expect(blockKindOf(block, 0)).toBe('garbage');
  });

  test('reads a block in the middle of a buffer', () => {
    const buffer = Buffer.concat([Buffer.alloc(7, 1), header(), Buffer.alloc(3, 1)]);
    expect(blockKindOf(buffer, 7)).toBe('header');
  });
});

describe('sizeField', () => {
  test.each([0, 1, 511, 0o7777777, 8 * 1024 ** 3, 2 ** 47])(
    'reads %d as node-tar writes it',
    (size) => {
      expect(sizeField(header(size), 0)).toBe(size);
    },
  );

  test.each([
    ['leading spaces', '       17 \0 ', 0o17],
    ['twelve digits', '000000000017', 0o17],
    ['a space at its end', '00000000017 ', 0o17],
    ['one digit', '7', 7],
  ])('takes %s', (_, field, size) => {
    expect(sizeField(withSize(field), 0)).toBe(size);
  });

  test.each([
    ['nothing', ''],
    ['spaces only', '            '],
    ['a sign', '-0000000017'],
    ['a digit that is not octal', '00000000018'],
    ['text behind the number', '0000017\0 x'],
    ['digits behind the end', '0000017\u0000017'],
    ['hexadecimal', '0x17'],
    [
      'a negative binary number',
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe],
    ],
    ['a binary number beyond exact arithmetic', [0x80, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]],
    ['another binary form', [0x81, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
  ])('is -1 for %s', (_, field) => {
    expect(sizeField(withSize(field), 0)).toBe(-1);
  });
});

describe('hasReadableNumbers', () => {
  test('takes what node-tar writes for large owners and old dates', () => {
    const block = Buffer.alloc(512);
    new Header({ path: 'x', uid: 2 ** 40, gid: 3_000_000, mtime: new Date(-5000) }).encode(block);
    expect(hasReadableNumbers(block, 0)).toBe(true);
  });

  test.each([100, 108, 116, 136, 329, 337, 476, 488])(
    'refuses what makes node-tar throw, at byte %d',
    (at) => {
      const block = header();
      block[at] = 0x81;
      expect(() => new Header(block)).toThrow();
      expect(hasReadableNumbers(block, 0)).toBe(false);
    },
  );

  test('takes any bytes of a long prefix', () => {
    const block = header();
    block.fill(0xc3, 345, 500);
    expect(hasReadableNumbers(block, 0)).toBe(true);
  });
});

describe('formatOf', () => {
  const patched = (at: number, text: string): Buffer =>
    entryBlocks({ path: 'x', patch: (block) => block.write(text, at, 'latin1') });

  test('ustar has a prefix, GNU and v7 have none', () => {
    expect(formatOf(header(), 0)).toBe('ustar');
    expect(formatOf(patched(257, 'ustar  \0'), 0)).toBe('other');
    expect(formatOf(patched(257, '\0\0\0\0\0\0\0\0'), 0)).toBe('other');
  });

  test('a prefix under another ustar version is contested', () => {
    const block = patched(263, '\0\0');
    expect(formatOf(block, 0)).toBe('ustar');
    block.write('package', 345);
    expect(formatOf(block, 0)).toBe('contested');
  });
});
