import { type FileHandle, open } from 'node:fs/promises';

/** Large enough that few calls are made, small enough to stay in the processor's cache. */
const pieceSize = 256 * 1024;

/** The first `size` bytes of a file, or what there is of them. One piece is read while another is in use. */
export async function* readFilePieces(path: string, size: number): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  let next: Promise<Uint8Array> | undefined;
  try {
    const room = Math.min(size, pieceSize);
    let [free, used] = [Buffer.allocUnsafeSlow(room), Buffer.allocUnsafeSlow(room)];
    next = readAt(handle, free, { at: 0, size });
    for (let at = 0; at < size;) {
      const piece = await next;
      if (piece.length === 0) return;
      at += piece.length;
      [free, used] = [used, free];
      next = readAt(handle, free, { at, size });
      // A failure is thrown when its turn comes; until then it is not unhandled.
      next.catch(() => undefined);
      yield piece;
    }
  } finally {
    await next?.catch(() => undefined);
    await handle.close();
  }
}

async function readAt(
  handle: FileHandle,
  into: Buffer,
  { at, size }: { readonly at: number; readonly size: number },
): Promise<Uint8Array> {
  const length = Math.min(into.length, size - at);
  if (length === 0) return into.subarray(0, 0);
  const { bytesRead } = await handle.read(into, 0, length, at);
  return into.subarray(0, bytesRead);
}
