// The first member of a gzip file, and whether anything stands behind it.
import { crc32 } from 'node:zlib';
import { type ArchiveLimits, unpackedLimit } from './archive-limits.ts';
import { gzipHeaderLength, isGzip, uint32 } from './gzip-header.ts';
import type { Inflate } from './inflate.ts';

/** `trailing`: what follows the member, apart from zero padding. */
export type Gunzipped =
  | { readonly state: 'complete'; readonly trailing: 'nothing' | 'member' | 'bytes' }
  | { readonly state: 'corrupt'; readonly reason: string }
  | { readonly state: 'too-large' };

export interface GunzipOptions {
  readonly limits: ArchiveLimits;
  /** Gets the content piece by piece, and may have got some when the outcome is not `complete`. */
  readonly write: (piece: Buffer) => void;
  readonly inflate: Inflate;
}

/**
 * Unpacks the first member and checks its CRC and length. Clients differ about a second one: npm 11, yarn, bun
 * and pnpm 9 read on, pnpm 12 and deno stop.
 */
export async function gunzip(
  bytes: Uint8Array,
  { limits, write, inflate }: GunzipOptions,
): Promise<Gunzipped> {
  const headerLength = gzipHeaderLength(bytes);
  if (headerLength === undefined) return { state: 'corrupt', reason: badHeader(bytes) };
  let crc = 0;
  let length = 0;
  const inflated = await inflate(bytes.subarray(headerLength), {
    max: unpackedLimit(limits, bytes.length),
    write(piece) {
      crc = crc32(piece, crc);
      length += piece.length;
      write(piece);
    },
  });
  if (inflated.state === 'too-large') return inflated;
  if (inflated.state === 'corrupt') return corrupt('the compressed data are damaged');
  if (inflated.state === 'truncated') return corrupt('the file ends too early');
  const trailer = headerLength + inflated.consumed;
  if (trailer + 8 > bytes.length) return corrupt('the file ends too early');
  if (uint32(bytes, trailer) !== crc) return corrupt('the content does not have its CRC');
  if (uint32(bytes, trailer + 4) !== length) return corrupt('the content does not have its length');
  return { state: 'complete', trailing: trailingOf(bytes.subarray(trailer + 8)) };
}

function trailingOf(rest: Uint8Array): 'nothing' | 'member' | 'bytes' {
  if (rest.every((byte) => byte === 0)) return 'nothing';
  return isGzip(rest) ? 'member' : 'bytes';
}

function badHeader(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty';
  if (isGzip(bytes)) return 'its header is damaged';
  const text = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  if (text.startsWith('ustar', 257)) return 'it is a tar archive that was not compressed';
  if (text.startsWith('PK')) return 'it is a ZIP archive';
  return 'it does not begin like one';
}

function corrupt(reason: string): Gunzipped {
  return { state: 'corrupt', reason };
}
