import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, inflateSync } from 'node:zlib';
import type { Oid } from '../git-engine.ts';

/** Enough for `<type> <size>\0`, whatever the compression. */
const headerBytes = 128;

/** What a loose object says of its size, in bytes; `undefined` when there is none, or none that can be read. */
export async function looseSizeOf(gitDir: string, oid: Oid): Promise<number | undefined> {
  try {
    const handle = await open(join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2)));
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      return sizeIn(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

/** The size in the first bytes of a compressed object, which need not be all of it. */
function sizeIn(deflated: Uint8Array): number | undefined {
  const start = inflateSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH });
  const [, size] = /^[a-z]+ ([0-9]{1,15})\0/.exec(start.toString('latin1', 0, headerBytes)) ?? [];
  return size === undefined ? undefined : Number(size);
}
