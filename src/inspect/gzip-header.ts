// The frame of a gzip member (RFC 1952): where its deflate stream begins, and what is wrong with the rest.
import { crc32 } from 'node:zlib';

const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;
const RESERVED = 0xe0;

/** Where the deflate stream begins; `undefined` when the header is not one that zlib accepts. */
export function gzipHeaderLength(bytes: Uint8Array): number | undefined {
  const flags = bytes[3];
  if (!isGzip(bytes) || flags === undefined || (flags & RESERVED) !== 0) return undefined;
  let at = 10;
  if (flags & FEXTRA) at += 2 + uint16(bytes, at);
  for (const flag of [FNAME, FCOMMENT]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if (flags & FHCRC) {
    if (uint16(bytes, at) !== (crc32(bytes.subarray(0, at)) & 0xffff)) return undefined;
    at += 2;
  }
  return at <= bytes.length ? at : undefined;
}

/** Magic number, and deflate as the method. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** Little-endian. */
export function uint32(bytes: Uint8Array, at: number): number {
  return (uint16(bytes, at) | (uint16(bytes, at + 2) << 16)) >>> 0;
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}
