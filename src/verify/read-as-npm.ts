// A tarball as npm sees it: read by node-tar, the reader that npm itself unpacks with.
import { Parser, type ReadEntry } from 'tar';
import { type ArchiveLimits, archiveLimits, unpackedLimit } from '../inspect/archive-limits.ts';

export interface NpmReading {
  /** Entries of every kind, folders too: npm pack's `entryCount` (npm 11, lib/utils/tar.js). */
  readonly entryCount: number;
  /** The sum of their sizes in bytes: npm pack's `unpackedSize`. */
  readonly unpackedSize: number;
  /** package.json's bytes, of the last one when there are several: it overwrites the others on disk. */
  readonly manifest: Uint8Array | undefined;
}

/**
 * Packed bytes that node-tar gets at once. It inflates each piece in one go, to 1032 times as much at worst
 * (minizlib 3).
 */
const pieceBytes = 4 * 1024;

/**
 * Reads a tarball through node-tar, strictly; text says why it cannot be read. Of the content only package.json is
 * kept, and a bomb is given up at the same limits that `inspectTarball` has. What stands behind the archive's end is
 * not unpacked: node-tar 7 takes no notice of it, but would gather it in memory.
 */
export function readAsNpm(
  bytes: Uint8Array,
  limits: ArchiveLimits = archiveLimits,
): NpmReading | string {
  const parser = new Parser({ strict: true });
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const unpacked = unpackedLimit(limits, packed.length);
  const atMost = (count: number, limit: number, what: string): boolean => {
    if (count > limit) parser.abort(new Error(`It has more than ${limit} ${what}`));
    return count <= limit;
  };
  let fault: string | undefined;
  let isAtEnd = false;
  let entryCount = 0;
  let unpackedSize = 0;
  let extensions = 0;
  let manifest: Uint8Array | undefined;

  parser.on('error', (error: Error) => (fault ??= error.message));
  parser.on('eof', () => (isAtEnd = true));
  parser.on('meta', (text: string) => {
    extensions += text.length;
    atMost(extensions, limits.extensions, 'characters of extended headers');
  });
  parser.on('entry', (entry: ReadEntry) => {
    entryCount += 1;
    unpackedSize += entry.size;
    if (!atMost(entryCount, limits.entries, 'entries')) return;
    if (!isManifest(entry)) entry.resume();
    else if (atMost(entry.size, limits.manifest, 'bytes of package.json')) {
      const pieces: Uint8Array[] = [];
      entry.on('data', (piece) => pieces.push(piece));
      entry.on('end', () => (manifest = Buffer.concat(pieces)));
    }
  });

  const isDone = (): boolean => isAtEnd || fault !== undefined;
  let end = 0;
  while (end < packed.length && !isDone()) {
    const start = end;
    end = Math.min(start + pieceBytes, packed.length);
    // Only the whole has a limit: one part of an honest package may be all blanks.
    parser.maxDecompressionRatio = unpacked / end;
    parser.write(packed.subarray(start, end));
  }
  if (end === packed.length) parser.end();
  return fault ?? { entryCount, unpackedSize, manifest };
}

/** npm takes off the first segment, and makes files of these kinds of entries only (pacote 21, `strip: 1`). */
function isManifest({ path, type }: ReadEntry): boolean {
  const segments = path.split('/').slice(1);
  const onDisk = segments.filter((segment) => segment !== '' && segment !== '.').join('/');
  return onDisk === 'package.json' && type.endsWith('File');
}
