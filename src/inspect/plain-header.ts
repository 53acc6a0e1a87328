// The header that npm pack writes for nearly every entry, told apart at little cost from all others.
import { byteAt, isZero, mayHoldBase256 } from './tar-header.ts';

/** The type flag of a regular file. */
const FILE = 0x30;

/**
 * Where the name ends in the header of a regular file that has nothing odd about it: no prefix, no link name, only
 * NULs behind the name, no binary number. -1 for any other header. The magic does not matter then: formats differ
 * in how they read the prefix.
 */
export function plainNameEnd(block: Buffer, at: number): number {
  if (byteAt(block, at + 156) !== FILE || byteAt(block, at + 345) !== 0) return -1;
  if (mayHoldBase256(block, at)) return -1;
  let end = at;
  while (end < at + 100 && block[end] !== 0) end++;
  return isZero(block, end, at + 100) && isZero(block, at + 157, at + 257) ? end : -1;
}
