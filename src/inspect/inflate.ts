// Raw deflate by two ways with one outcome: in one go for what is small, as a stream for the rest.
import { createInflateRaw, inflateRawSync } from 'node:zlib';

/** `consumed` counts the bytes of the deflate stream itself; whatever follows it is not read. */
export type Inflated =
  | { readonly state: 'complete'; readonly consumed: number }
  | { readonly state: 'corrupt' }
  | { readonly state: 'truncated' }
  | { readonly state: 'too-large' };

export interface InflateOptions {
  /** Bytes; more is `too-large`. */
  readonly max: number;
  /** Takes the output piece by piece. */
  readonly write: (chunk: Buffer) => void;
}

/**
 * Inflates in one go. `write` is called once, and only when the stream is complete. With a right `expected`
 * size the output is allocated once and never copied; a wrong one costs time, at most `max` bytes of it.
 */
export function inflateWhole(
  deflated: Uint8Array,
  { max, write, expected }: InflateOptions & { readonly expected: number },
): Inflated {
  // One byte more than expected: a full chunk would make zlib allocate another to see whether it is done.
  const chunkSize = Math.max(64, Math.min(expected, max) + 1);
  try {
    const { buffer, engine } = inflateRawWithInfo(deflated, { chunkSize, maxOutputLength: max });
    write(buffer);
    return { state: 'complete', consumed: engine.bytesWritten };
  } catch (error) {
    return failureOf(error);
  }
}

/** Inflates piece by piece; memory does not depend on the size. */
export async function inflateStream(
  deflated: Uint8Array,
  { max, write }: InflateOptions,
): Promise<Inflated> {
  const stream = createInflateRaw({ chunkSize: 256 * 1024 });
  stream.end(deflated);
  let total = 0;
  try {
    // A zlib stream gives Buffers; its type says `any`.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > max) return { state: 'too-large' };
      write(chunk);
    }
  } catch (error) {
    return failureOf(error);
  }
  return { state: 'complete', consumed: stream.bytesWritten };
}

interface InflatedWithInfo {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function inflateRawWithInfo(
  deflated: Uint8Array,
  options: { readonly chunkSize: number; readonly maxOutputLength: number },
): InflatedWithInfo {
  // With `info` the function returns this object (Node's documentation); its type says Buffer always.
  return inflateRawSync(deflated, { ...options, info: true }) as unknown as InflatedWithInfo;
}

function failureOf(error: unknown): Inflated {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_BUFFER_TOO_LARGE') return { state: 'too-large' };
  if (code === 'Z_BUF_ERROR') return { state: 'truncated' };
  if (code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT') return { state: 'corrupt' };
  throw error;
}
