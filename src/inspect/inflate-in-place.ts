import { setImmediate } from 'node:timers/promises';
import type { ByteReader } from './byte-reader.ts';
import {
  failureOf,
  type Inflate,
  type Inflated,
  type InflateOptions,
  inflateStream,
} from './inflate.ts';
import { createInflater, type Inflater } from './inflater.ts';

/** Small enough to stay in the processor's cache until its checksum is taken and it is walked over. */
export const pieceSize: number = 256 * 1024;

/** Bytes of output after which others get their turn: about a hundredth of a second. */
const turnSize = 4 * 1024 * 1024;

/** Runs that overlap have inflaters of their own; one is kept for the next. */
const idle: Inflater[] = [];

/** Inflates in this thread, one piece after the other in the same buffer; by a stream where that cannot be. */
export const inflateInPlace: Inflate = async (deflated, options) => {
  const inflater = idle.pop() ?? createInflater(pieceSize);
  if (inflater === undefined) return inflateStream(deflated, options);
  inflater.begin();
  const inflated = await inflateWith(inflater, deflated, options);
  if (idle.length === 0) idle.push(inflater);
  return inflated;
};

async function inflateWith(
  inflater: Inflater,
  deflated: ByteReader,
  { max, write }: InflateOptions,
): Promise<Inflated> {
  let total = 0;
  let turnEnd = turnSize;
  do {
    inflater.feed(deflated.rest());
    for (let length = pieceSize; length === pieceSize;) {
      length = inflater.next();
      const fault = inflater.fault();
      if (fault !== undefined) return failureOf(fault);
      total += length;
      if (total > max) return 'too-large';
      write(inflater.output.subarray(0, length));
      if (total < turnEnd) continue;
      turnEnd += turnSize;
      await setImmediate();
    }
    // With room in the output, zlib leaves only what does not belong to the stream.
    const left = inflater.left();
    deflated.skip(deflated.rest().length - left);
    if (left > 0) return 'complete';
  } while (await deflated.more());
  return 'truncated';
}
