import { closeSync, fstatSync, openSync, read, readSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { handedOverBytes } from '../handed-over-bytes.ts';

const readSome = promisify(read);

/**
 * A regular file's bytes, whose size is asked before one is read; `undefined` when it cannot be read.
 * `too-large`: it has more than `maxBytes`.
 */
export async function readBounded(
  file: string,
  maxBytes: number,
): Promise<Uint8Array | 'too-large' | undefined> {
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    const { size } = fstatSync(fd);
    return size > maxBytes ? 'too-large' : await readFully(fd, size);
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Whether a regular file is there, and as large. */
export function hasSize(file: string, size: number): boolean {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size === size;
  } catch {
    return false;
  }
}

/** No byte more than `size`, even if the file grows meanwhile. */
async function readFully(fd: number, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  for (let at = 0; at < size;) {
    const isHandedOver = size - at >= handedOverBytes;
    const length = isHandedOver
      ? (await readSome(fd, bytes, at, size - at, at)).bytesRead
      : readSync(fd, bytes, at, size - at, at);
    if (length === 0) return bytes.subarray(0, at);
    at += length;
  }
  return bytes;
}
