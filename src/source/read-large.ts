import { createHash } from 'node:crypto';
import { StillpackError } from '../errors.ts';
import { readFilePieces } from './file-pieces.ts';
import { readBlobPieces } from './git/blob-pieces.ts';
import { readEntryPieces } from './isomorphic-git/entry-pieces.ts';
import type { BytesPlace, LargeBytes } from './large-bytes.ts';

/**
 * The bytes from the beginning; a piece may be overwritten once the next is asked for. Throws BYTES_LOST, at the end at
 * the latest, when they are not those that were promised: what was given before may be others, too.
 */
export async function* readLarge({ size, place, seal }: LargeBytes): AsyncGenerator<Uint8Array> {
  const hash = seal && createHash(seal.algorithm).update(seal.before);
  let left = size;
  try {
    for await (const piece of piecesOf(place, size)) {
      hash?.update(piece);
      left -= piece.length;
      if (left < 0) break;
      yield piece;
    }
  } catch (cause) {
    throw lost(cause);
  }
  if (left !== 0 || hash?.digest('hex') !== seal?.hex) throw lost(undefined);
}

/** All of them in memory. */
export async function readWhole(large: LargeBytes): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(large.size);
  let filled = 0;
  for await (const piece of readLarge(large)) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  return bytes;
}

function piecesOf(place: BytesPlace, size: number): AsyncIterable<Uint8Array> {
  switch (place.kind) {
    case 'file':
      return readFilePieces(place.path, size);
    case 'blob':
      return readBlobPieces(place);
    case 'entry':
      return readEntryPieces(place.entry);
  }
}

function lost(cause: unknown): StillpackError {
  const message = 'The bytes of a tarball changed while they were read.';
  return new StillpackError('BYTES_LOST', message, { cause, hint: 'Build again.' });
}
