import { describe, expect, test } from 'vitest';
import { nativeBinary } from '../../../../src/review/checks/native-binary.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function messagesOf(parts: AddedParts) {
  return nativeBinary(await addedVersion(parts)).map(({ message }) => message);
}

function bytes(hex: string, length = 512): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.write(hex, 'hex');
  return buffer;
}

function portableExecutable(at = 0x80): Buffer {
  const buffer = bytes('4d5a');
  buffer.writeUInt32LE(at, 0x3c);
  buffer.write('PE\0\0', at, 'latin1');
  return buffer;
}

describe('a binary is told by its first bytes', () => {
  test.each([
    ['ELF binary', bytes('7f454c46')],
    ['Mach-O binary', bytes('cffaedfe')],
    ['Mach-O binary', bytes('feedface')],
    // Two architectures; Java 8.
    ['Mach-O binary', bytes('cafebabe00000002')],
    ['Java class', bytes('cafebabe00000034')],
    ['Windows binary', portableExecutable()],
    ['WebAssembly module', bytes('0061736d01000000')],
    ['static library', Buffer.from('!<arch>\nx')],
    ['Java archive', bytes(`504b0304${'00'.repeat(26)}4d4554412d494e462f`)],
    ['compiled V8 script', bytes('a205dec0')],
  ])('%s', async (kind, content) => {
    const size = `${content.length} B`;
    expect(await messagesOf({ files: { 'logo.png': content } })).toEqual([
      `logo.png is a new ${kind} (${size}).`,
    ]);
  });

  test('even where only the beginning of a large file was kept', async () => {
    const keep = { file: 100, total: 1000, head: 64 };
    const files = { 'a.exe': portableExecutable(0x100), 'b.node': bytes('7f454c46') };
    expect(await messagesOf({ files, keep })).toHaveLength(2);
  });
});

test.each([
  ['text', 'MZ is how it begins, and this goes on for more than sixty-four characters, in fact'],
  ['a picture', bytes('89504e470d0a1a0a')],
  ['a zip of other things', bytes(`504b0304${'00'.repeat(26)}646f632e786d6c`)],
  ['a DOS program', bytes('4d5a')],
  ['nothing', ''],
])('%s is none', async (_, content) => {
  expect(await messagesOf({ files: { 'file.node': content } })).toEqual([]);
});

test('only new and changed ones count', async () => {
  const elf = bytes('7f454c46');
  const files = { same: elf, other: bytes('7f454c46', 2_000_000) };
  expect(await messagesOf({ files, previous: { files: { same: elf, other: elf } } })).toEqual([
    'other is a changed ELF binary (2.0 MB).',
  ]);
});

test('many are summed up', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 25 }, (_, i) => [`${i}.so`, bytes('7f454c46')]),
  );
  const found = await messagesOf({ files });
  expect(found).toHaveLength(21);
  expect(found.at(-1)).toBe('There are 5 more of this kind.');
});
