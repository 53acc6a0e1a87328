// Fields of a 512-byte tar header block, read strictly: what two clients would read differently is malformed.

export const blockSize = 512;

const SPACE = 0x20;
const zero = 0x30;

/**
 * What a block is: all zero; a header with the right checksum; or neither. The checksum is the sum of all bytes
 * with its own field taken as spaces (POSIX ustar). Old archives with a sum of *signed* bytes are refused:
 * node-tar 7 does not read them.
 */
export function blockKindOf(block: Buffer, at: number): 'zero' | 'header' | 'garbage' {
  const sum = byteSum(block, at);
  if (sum === 0) return 'zero';
  let field = 0;
  for (let i = at + 148; i < at + 156; i++) field += block[i] ?? 0;
  return sum - field + 8 * SPACE === checksumField(block, at) ? 'header' : 'garbage';
}

/** The sum of a block's bytes. */
function byteSum(block: Buffer, at: number): number {
  if (block !== lastBlock) {
    lastBlock = block;
    lastWords = block.byteOffset % 4 === 0 ? wordsOf(block) : undefined;
  }
  if (lastWords === undefined || at % 4 !== 0) return wordSum(wordsOf(copyOf(block, at)), 0);
  return wordSum(lastWords, at / 4);
}

/** What the last header lay in, and the same as words: the next one mostly lies there too. */
let lastBlock: Buffer | undefined;
let lastWords: Int32Array | undefined;

/** Four bytes at a time: in each half of `even` and `odd`, 128 bytes add up below 2^16. */
function wordSum(words: Int32Array, start: number): number {
  let even = 0;
  let odd = 0;
  for (let i = start; i < start + blockSize / 4; i++) {
    const word = words[i] ?? 0;
    even += word & 0x00ff00ff;
    odd += (word >>> 8) & 0x00ff00ff;
  }
  return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
}

function copyOf(block: Buffer, at: number): Buffer {
  const copy = Buffer.allocUnsafeSlow(blockSize);
  block.copy(copy, 0, at, at + blockSize);
  return copy;
}

function wordsOf(block: Buffer): Int32Array {
  return new Int32Array(block.buffer, block.byteOffset, Math.floor(block.length / 4));
}

/** node-tar 7 reads on into the type flag when the field has no end of its own, so it must have one. */
function checksumField(block: Buffer, at: number): number {
  const last = byteAt(block, at + 155);
  return last === 0 || last === SPACE ? numberField(block, at + 148, 8) : -1;
}

/** The size field in bytes; -1 when it is missing, negative, malformed or beyond exact arithmetic. */
export function sizeField(block: Buffer, at: number): number {
  return numberField(block, at + 124, 12);
}

/**
 * Whether node-tar 7 can read every numeric field: it throws away a header in which mode, owner or a time is
 * a malformed base-256 number, so that npm would not see an entry that others see.
 */
export function hasReadableNumbers(block: Buffer, at: number): boolean {
  if (!mayHoldBase256(block, at)) return true;
  const prefixIsLong = byteAt(block, at + 475) !== 0;
  for (const [offset, length] of numberFields) {
    if (byteAt(block, at + offset) < 0x80 || (prefixIsLong && offset > 475)) continue;
    if (!isReadableBase256(block, at + offset, length)) return false;
  }
  return true;
}

/** Whether the first byte of any of `numberFields` has its highest bit set, which digits and names seldom have. */
export function mayHoldBase256(block: Buffer, at: number): boolean {
  const firsts =
    byteAt(block, at + 100) |
    byteAt(block, at + 108) |
    byteAt(block, at + 116) |
    byteAt(block, at + 136) |
    byteAt(block, at + 329) |
    byteAt(block, at + 337) |
    byteAt(block, at + 476) |
    byteAt(block, at + 488);
  return firsts >= 0x80;
}

/** mode, uid, gid, mtime, devmajor, devminor, and (where no prefix reaches them) atime and ctime. */
const numberFields: readonly (readonly [offset: number, length: number])[] = [
  [100, 8],
  [108, 8],
  [116, 8],
  [136, 12],
  [329, 8],
  [337, 8],
  [476, 12],
  [488, 12],
];

/** 0x80 (positive) or 0xff (negative), then at most 48 bits: exact in JavaScript. */
function isReadableBase256(block: Buffer, at: number, length: number): boolean {
  const sign = byteAt(block, at);
  if (sign !== 0x80 && sign !== 0xff) return false;
  const fill = sign === 0x80 ? 0 : 0xff;
  for (let i = at + 1; i < at + length - 6; i++) {
    if (byteAt(block, i) !== fill) return false;
  }
  return true;
}

function numberField(block: Buffer, at: number, length: number): number {
  return byteAt(block, at) < 0x80 ? octal(block, at, length) : base256(block, at, length);
}

/** Spaces, octal digits, then nothing but spaces and NULs. */
function octal(block: Buffer, start: number, length: number): number {
  const end = start + length;
  let at = start;
  while (at < end && block[at] === SPACE) at++;
  const digits = at;
  let value = 0;
  for (; at < end; at++) {
    const digit = (block[at] ?? 0) - zero;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  if (at === digits) return -1;
  for (; at < end; at++) {
    const byte = block[at];
    if (byte !== 0 && byte !== SPACE) return -1;
  }
  return value;
}

/** GNU's binary form: 0x80, then a big-endian number. 0xff begins a negative one. */
function base256(block: Buffer, at: number, length: number): number {
  if (byteAt(block, at) !== 0x80 || !isReadableBase256(block, at, length)) return -1;
  let value = 0;
  for (let i = at + 1; i < at + length; i++) value = value * 256 + byteAt(block, i);
  return value;
}

/** What the magic field says about the prefix field. */
export type TarFormat = 'ustar' | 'other' | 'contested';

/**
 * `ustar\0` and version `00`: the prefix goes before the name. GNU's and older headers have no prefix. With
 * another version, node-tar 7 ignores the prefix and tar-stream 3 uses it: `contested`, unless it is empty.
 */
export function formatOf(block: Buffer, at: number): TarFormat {
  for (let i = 0; i < magic.length; i++) {
    if (block[at + 257 + i] !== magic[i]) return 'other';
  }
  if (block[at + 263] === zero && block[at + 264] === zero) return 'ustar';
  return byteAt(block, at + 345) === 0 ? 'ustar' : 'contested';
}

const magic = Buffer.from('ustar\0');

/** Whether the bytes from `start` to `end` are all zero. */
export function isZero(block: Uint8Array, start: number, end: number): boolean {
  let bits = 0;
  for (let at = start; at < end; at++) bits |= block[at] ?? 0;
  return bits === 0;
}

/** The byte at `index`, which is inside the block. */
export function byteAt(block: Uint8Array, index: number): number {
  return block[index] ?? 0;
}
