import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, inflateSync } from 'node:zlib';
import type { Oid } from '../git-engine.ts';
import type { ObjectHeader } from './object-header.ts';

/** Enough for `<type> <size>\0`, whatever the compression. */
const headerBytes = 128;

/** What a loose object says of itself; `undefined` when there is none, or none that can be read. */
export async function looseHeaderOf(gitDir: string, oid: Oid): Promise<ObjectHeader | undefined> {
  try {
    const file = join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2));
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      return headerIn(file, buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

/** From the first bytes of a compressed object, which need not be all of it. */
function headerIn(file: string, deflated: Uint8Array): ObjectHeader | undefined {
  const start = inflateSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH });
  const text = start.toString('latin1', 0, headerBytes);
  const [header = '', type, digits] = /^([a-z]+) ([0-9]{1,15})\0/.exec(text) ?? [];
  if (type === undefined) return undefined;
  const size = Number(digits);
  return { type, size, largest: size, whole: { file, start: 0, skip: header.length, size } };
}
