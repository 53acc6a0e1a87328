// The first member of a gzip file, and whether anything stands behind it.
import { crc32 } from 'node:zlib';
import { type ArchiveLimits, unpackedLimit } from './archive-limits.ts';
import type { ByteReader } from './byte-reader.ts';
import { gzipHeaderLength, isGzip, uint32 } from './gzip-header.ts';
import type { Inflate } from './inflate.ts';

/** `trailing`: what follows the member, apart from zero padding. */
export type Gunzipped =
  | { readonly state: 'complete'; readonly trailing: 'nothing' | 'member' | 'bytes' }
  | { readonly state: 'corrupt'; readonly reason: string }
  | { readonly state: 'too-large' };

export interface GunzipOptions {
  /** Of the whole file, in bytes. */
  readonly size: number;
  readonly limits: ArchiveLimits;
  /** Gets the content piece by piece, and may have got some when the outcome is not `complete`. */
  readonly write: (piece: Buffer) => void;
  readonly inflate: Inflate;
}

/**
 * Unpacks the first member and checks its CRC and length. Clients differ about a second one: npm 11, yarn, bun
 * and pnpm 9 read on, pnpm 12 and deno stop. The header must lie in the first piece, and what is said of anything
 * but zeros behind the member follows from its first piece: of a file in pieces only `complete`, `nothing` is final.
 */
export async function gunzip(
  input: ByteReader,
  { size, limits, write, inflate }: GunzipOptions,
): Promise<Gunzipped> {
  if (input.rest().length === 0) await input.more();
  const headerLength = gzipHeaderLength(input.rest());
  if (headerLength === undefined) return { state: 'corrupt', reason: badHeader(input.rest()) };
  input.skip(headerLength);
  let crc = 0;
  let length = 0;
  const state = await inflate(input, {
    max: unpackedLimit(limits, size),
    write(piece) {
      crc = crc32(piece, crc);
      length += piece.length;
      write(piece);
    },
  });
  if (state === 'too-large') return { state };
  if (state === 'corrupt') return corrupt('the compressed data are damaged');
  const trailer = state === 'truncated' ? undefined : await take(input, 8);
  if (trailer === undefined) return corrupt('the file ends too early');
  if (uint32(trailer, 0) !== crc) return corrupt('the content does not have its CRC');
  if (uint32(trailer, 4) !== length) return corrupt('the content does not have its length');
  return { state: 'complete', trailing: await trailingOf(input) };
}

/** The next bytes, whichever pieces they lie in; `undefined` when there are not as many. */
async function take(input: ByteReader, count: number): Promise<Uint8Array | undefined> {
  const taken = new Uint8Array(count);
  for (let filled = 0; filled < count;) {
    const part = input.rest().subarray(0, count - filled);
    taken.set(part, filled);
    filled += part.length;
    input.skip(part.length);
    if (filled < count && !(await input.more())) return undefined;
  }
  return taken;
}

async function trailingOf(input: ByteReader): Promise<'nothing' | 'member' | 'bytes'> {
  do {
    const rest = input.rest();
    if (!rest.every((byte) => byte === 0)) return isGzip(rest) ? 'member' : 'bytes';
  } while (await input.more());
  return 'nothing';
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
