// Raw deflate, by node:zlib's own means alone.
import { createInflateRaw } from 'node:zlib';
import type { ByteReader } from './byte-reader.ts';

/** How a deflate stream ended. */
export type Inflated = 'complete' | 'corrupt' | 'truncated' | 'too-large';

export interface InflateOptions {
  /** Bytes; more is `too-large`. */
  readonly max: number;
  /** Takes the output piece by piece; a piece may be overwritten once it returns. */
  readonly write: (piece: Buffer) => void;
}

/** Inflates piece by piece; memory does not depend on the size. Of the input, what follows the stream is left. */
export type Inflate = (deflated: ByteReader, options: InflateOptions) => Promise<Inflated>;

/** Takes what goes on in another piece of the input for `truncated`. */
export const inflateStream: Inflate = async (deflated, { max, write }) => {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 });
  stream.end(deflated.rest());
  let total = 0;
  try {
    // A zlib stream gives Buffers; its type says `any`.
    for await (const piece of stream as AsyncIterable<Buffer>) {
      total += piece.length;
      if (total > max) return 'too-large';
      write(piece);
    }
  } catch (error) {
    return failureOf(error instanceof Error && 'code' in error ? error.code : error);
  }
  deflated.skip(stream.bytesWritten);
  return 'complete';
};

/** What an error code of zlib says about the stream; throws what says nothing about it. */
export function failureOf(code: unknown): Inflated {
  if (code === 'Z_BUF_ERROR') return 'truncated';
  if (code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT') return 'corrupt';
  throw new Error('zlib failed', { cause: code });
}
