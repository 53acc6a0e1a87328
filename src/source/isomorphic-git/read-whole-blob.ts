// A large blob that a file holds whole, into memory of its size: isomorphic-git 1.44 makes three copies of it.
import { createReadStream } from 'node:fs';
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
  const source = createReadStream(file, { start });
  const inflate = createInflate();
  source.once('error', (error) => inflate.destroy(error));
  // Not `pipeline`: it rejects when the inflater ends before the file does, and a pack goes on behind the blob.
  const inflated: AsyncIterable<Buffer> = source.pipe(inflate);
  try {
    for await (const chunk of inflated) {
      filled += chunk.subarray(left).copy(bytes, filled);
      left = Math.max(0, left - chunk.length);
      if (filled === size) break;
    }
  } catch {
    return undefined;
  } finally {
    source.destroy();
  }
  return filled === size && blobIdOf(bytes, 'sha1') === oid ? bytes : undefined;
}
