// A large blob that a file holds whole, without isomorphic-git, which makes three copies of it (1.44).
import { createReadStream } from 'node:fs';
import { createInflate } from 'node:zlib';

/** Where the compressed bytes begin. */
export interface WholeEntry {
  readonly file: string;
  readonly start: number;
  /** How many bytes, once they are inflated, stand before the blob's. */
  readonly skip: number;
  /** The blob's. */
  readonly size: number;
}

/** Throws, or ends early, when the file is damaged there. */
export async function* readEntryPieces({
  file,
  start,
  skip,
  size,
}: WholeEntry): AsyncGenerator<Uint8Array> {
  let [before, left] = [skip, size];
  const source = createReadStream(file, { start });
  const inflate = createInflate();
  source.once('error', (error) => inflate.destroy(error));
  // Not `pipeline`: it rejects when the inflater ends before the file does, and a pack goes on behind the blob.
  const inflated: AsyncIterable<Buffer> = source.pipe(inflate);
  try {
    for await (const chunk of inflated) {
      const piece = chunk.subarray(before, before + left);
      before = Math.max(0, before - chunk.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
      if (left === 0) break;
    }
  } finally {
    source.destroy();
  }
}
