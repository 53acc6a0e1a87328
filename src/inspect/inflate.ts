// Raw deflate, by node:zlib's own means alone.
import { createInflateRaw } from 'node:zlib';

/** `consumed` counts the bytes of the deflate stream itself; whatever follows it is not read. */
export type Inflated =
  | { readonly state: 'complete'; readonly consumed: number }
  | { readonly state: 'corrupt' }
  | { readonly state: 'truncated' }
  | { readonly state: 'too-large' };

export interface InflateOptions {
  /** Bytes; more is `too-large`. */
  readonly max: number;
  /** Takes the output piece by piece; a piece may be overwritten once it returns. */
  readonly write: (piece: Buffer) => void;
}

/** Inflates piece by piece; memory does not depend on the size. */
export type Inflate = (deflated: Uint8Array, options: InflateOptions) => Promise<Inflated>;

export const inflateStream: Inflate = async (deflated, { max, write }) => {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 });
  stream.end(deflated);
  let total = 0;
  try {
    // A zlib stream gives Buffers; its type says `any`.
    for await (const piece of stream as AsyncIterable<Buffer>) {
      total += piece.length;
      if (total > max) return { state: 'too-large' };
      write(piece);
    }
  } catch (error) {
    return failureOf(error instanceof Error && 'code' in error ? error.code : error);
  }
  return { state: 'complete', consumed: stream.bytesWritten };
};

/** What an error code of zlib says about the stream; throws what says nothing about it. */
export function failureOf(code: unknown): Inflated {
  if (code === 'Z_BUF_ERROR') return { state: 'truncated' };
  if (code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT') return { state: 'corrupt' };
  throw new Error('zlib failed', { cause: code });
}
