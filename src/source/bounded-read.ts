import { type FileHandle, open } from 'node:fs/promises';

/**
 * A regular file's bytes, whose size is asked before one is read; `undefined` when it cannot be read.
 * `too-large`: it has more than `maxBytes`.
 */
export async function readBounded(
  file: string,
  maxBytes: number,
): Promise<Uint8Array | 'too-large' | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    const { size } = await handle.stat();
    return size > maxBytes ? 'too-large' : await readFully(handle, size);
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}

/** No byte more than `size`, even if the file grows meanwhile. */
async function readFully(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  for (let at = 0; at < size;) {
    const { bytesRead } = await handle.read(bytes, at, size - at, at);
    if (bytesRead === 0) return bytes.subarray(0, at);
    at += bytesRead;
  }
  return bytes;
}
