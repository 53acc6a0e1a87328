// A large blob that a file holds whole, into memory of its size: isomorphic-git 1.44 makes three copies of it.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';
import { blobIdOf } from '../blob-id.ts';
import type { Oid } from '../git-engine.ts';

/** Where the compressed bytes begin. */
export interface WholeEntry {
  readonly file: string;
  readonly start: number;
  /** How many bytes, once they are inflated, stand before the blob's. */
  readonly skip: number;
  /** The blob's. */
  readonly size: number;
}

/** `undefined` when the file is damaged there. */
export async function readWholeBlob(
  { file, start, skip, size }: WholeEntry,
  oid: Oid,
): Promise<Buffer | undefined> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  let left = skip;
  try {
    const inflate = createInflate();
    const source = createReadStream(file, { start });
    await pipeline(source, inflate, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        const part = chunk.subarray(left);
        left = Math.max(0, left - chunk.length);
        if (filled + part.length > size) throw new RangeError('longer than it says');
        filled += part.copy(bytes, filled);
      }
    });
  } catch {
    return undefined;
  }
  return filled === size && blobIdOf(bytes, 'sha1') === oid ? bytes : undefined;
}
