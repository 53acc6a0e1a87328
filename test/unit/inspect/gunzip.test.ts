import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../../src/inspect/archive-limits.ts';
import { readerOf } from '../../../src/inspect/byte-reader.ts';
import { gunzip, type Gunzipped } from '../../../src/inspect/gunzip.ts';
import { type Inflate, inflateStream } from '../../../src/inspect/inflate.ts';
import { inflateInPlace, pieceSize } from '../../../src/inspect/inflate-in-place.ts';

const content = Buffer.from('some content '.repeat(5000));
const member = gzipSync(content);

const ways = [
  ['in place', inflateInPlace],
  ['as a stream', inflateStream],
] as const;

async function unpack(
  bytes: Uint8Array,
  inflate: Inflate = inflateInPlace,
): Promise<{ readonly outcome: Gunzipped; readonly output: Buffer }> {
  const chunks: Buffer[] = [];
  const write = (chunk: Buffer): number => chunks.push(Buffer.from(chunk));
  const { length: size } = bytes;
  const options = { size, limits: archiveLimits, inflate, write };
  const outcome = await gunzip(readerOf(bytes), options);
  return { outcome, output: Buffer.concat(chunks) };
}

/** A member with chosen header flags and fields; the content is stored. */
function memberWith(flags: number, fields: Buffer): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length, 4);
  const header = Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255]);
  return Buffer.concat([header, fields, deflateRawSync(content), trailer]);
}

describe.each(ways)('gunzip %s', (_, inflate) => {
  test('gives the content of a sound member', async () => {
    const { outcome, output } = await unpack(member, inflate);
    expect(outcome).toEqual({ state: 'complete', trailing: 'nothing' });
    expect(output.equals(content)).toBe(true);
  });

  test('takes zero padding behind the member', async () => {
    const padded = Buffer.concat([member, Buffer.alloc(700)]);
    expect((await unpack(padded, inflate)).outcome).toMatchObject({ trailing: 'nothing' });
  });

  test('reads the first member only, and tells of a second', async () => {
    const two = Buffer.concat([member, gzipSync('second')]);
    const { outcome, output } = await unpack(two, inflate);
    expect(outcome).toEqual({ state: 'complete', trailing: 'member' });
    expect(output.equals(content)).toBe(true);
  });

  test('tells of other bytes behind the member, also behind padding', async () => {
    const odd = Buffer.concat([member, Buffer.alloc(9), Buffer.from('x')]);
    expect((await unpack(odd, inflate)).outcome).toMatchObject({ trailing: 'bytes' });
  });

  test.each([
    ['the CRC', -8],
    ['the length', -4],
  ])('does not take a wrong value of %s', async (_field, offset) => {
    const wrong = Buffer.from(member);
    const at = wrong.length + offset;
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    expect((await unpack(wrong, inflate)).outcome.state).toBe('corrupt');
  });

  test('does not take a member that is cut off anywhere', async () => {
    for (const length of [
      0,
      2,
      9,
      10,
      11,
      member.length - 9,
      member.length - 8,
      member.length - 1,
    ]) {
      const { outcome } = await unpack(member.subarray(0, length), inflate);
      expect(outcome.state, `${length} bytes`).toBe('corrupt');
    }
  });

  test('does not take damaged data', async () => {
    const damaged = Buffer.from(member);
    damaged.fill(0xff, 20, 60);
    expect((await unpack(damaged, inflate)).outcome.state).toBe('corrupt');
  });

  test('skips every optional header field', async () => {
    const extra = Buffer.from([3, 0, 1, 2, 3]);
    const texts = Buffer.from('a name\0a comment\0');
    const header = Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 255]);
    const crc = Buffer.alloc(2);
    crc.writeUInt16LE(crc32(Buffer.concat([header, extra, texts])) & 0xffff);
    const sound = memberWith(0x1e, Buffer.concat([extra, texts, crc]));
    expect((await unpack(sound, inflate)).outcome.state).toBe('complete');
    crc[0] = (crc[0] ?? 0) ^ 1;
    const wrong = memberWith(0x1e, Buffer.concat([extra, texts, crc]));
    expect((await unpack(wrong, inflate)).outcome.state).toBe('corrupt');
  });

  test('refuses reserved header flags, as zlib does', async () => {
    expect((await unpack(memberWith(0x20, Buffer.alloc(0)), inflate)).outcome.state).toBe(
      'corrupt',
    );
  });

  test('does not run past the end for a name without an end', async () => {
    const header = Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255, 0x61, 0x61]);
    expect((await unpack(header, inflate)).outcome.state).toBe('corrupt');
  });
});

test.each([0, 1, pieceSize - 1, pieceSize, pieceSize + 1, 2 * pieceSize])(
  'gives %i bytes whole, however they fill the pieces',
  async (size) => {
    const sized = Buffer.alloc(size, 'some content');
    for (const [way, inflate] of ways) {
      const { outcome, output } = await unpack(gzipSync(sized), inflate);
      expect(outcome, way).toEqual({ state: 'complete', trailing: 'nothing' });
      expect(output.equals(sized), way).toBe(true);
    }
  },
);

test('large files that are unpacked at the same time do not disturb each other', async () => {
  const contents = ['a', 'b', 'c'].map((text) => Buffer.alloc(20_000_000, text));
  const unpacked = await Promise.all(contents.map((each) => unpack(gzipSync(each))));
  const same = unpacked.map(({ output }, index) => contents[index]?.equals(output));
  expect(same).toEqual([true, true, true]);
});

test('stops at the limit, whatever size the trailer claims', async () => {
  const big = gzipSync(Buffer.alloc(300_000));
  const limits = { ...archiveLimits, unpackedFloor: 100_000, ratio: 1, unpacked: 100_000 };
  for (const claimed of [0, 10, 300_000, 0xffffffff]) {
    const bytes = Buffer.from(big);
    bytes.writeUInt32LE(claimed, bytes.length - 4);
    let written = 0;
    const write = (chunk: Buffer): number => (written += chunk.length);
    const options = { size: bytes.length, limits, inflate: inflateInPlace, write };
    const outcome = await gunzip(readerOf(bytes), options);
    expect(outcome, String(claimed)).toEqual({ state: 'too-large' });
    expect(written).toBeLessThanOrEqual(100_000);
  }
});

test('unpacks content that is larger than the trailer says it is, to find that out', async () => {
  const bytes = gzipSync(Buffer.alloc(200_000));
  bytes.writeUInt32LE(5, bytes.length - 4);
  expect((await unpack(bytes)).outcome.state).toBe('corrupt');
});

test.each([
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a plain tar', Buffer.from(`${'x'.repeat(257)}ustar`), 'tar archive'],
  ['a ZIP', Buffer.from('PK\u0003\u0004 and so on'), 'ZIP'],
  ['text', Buffer.from('hello'), 'begin'],
])('says so when a file is %s', async (_, bytes, word) => {
  const { outcome } = await unpack(bytes);
  expect(outcome).toMatchObject({
    state: 'corrupt',
    reason: expect.stringContaining(word) as string,
  });
});
