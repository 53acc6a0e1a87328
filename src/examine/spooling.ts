import { open } from 'node:fs/promises';

/** The same pieces; while one is in use it is written to a new file, which is whole when the last one was reached. */
export async function* spooling(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  const handle = await open(file, 'wx', 0o644);
  let written: Promise<unknown> | undefined;
  try {
    for await (const piece of pieces) {
      written = handle.writeFile(piece);
      // A failure is thrown when its turn comes; until then it is not unhandled.
      written.catch(() => undefined);
      yield piece;
      await written;
    }
  } finally {
    await written?.catch(() => undefined);
    await handle.close();
  }
}
