import type { BodySink } from './tar-visitor.ts';

/** The beginning of an entry's body, kept in memory. */
export interface KeptBody {
  readonly bytes: Buffer;
  /** The entry is longer than what is kept. */
  readonly isCut: boolean;
  readonly sink: BodySink;
}

/** Makes room for the first `max` of `size` bytes; the sink fills it. */
export function createKeptBody(size: number, max: number): KeptBody {
  const bytes = Buffer.alloc(Math.min(size, max));
  let filled = 0;
  const sink: BodySink = (piece) => {
    filled += piece.copy(bytes, filled);
  };
  return { bytes, isCut: size > max, sink };
}
