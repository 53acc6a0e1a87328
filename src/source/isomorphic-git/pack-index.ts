// Where an object lies in a pack: version 2 of the index (gitformat-pack), read piece by piece.
import { type FileHandle, open } from 'node:fs/promises';
import type { Oid } from '../git-engine.ts';

const oidBytes = 20;
/** The magic and the version. */
const head = Buffer.from('ff744f6300000002', 'hex');
const fanoutBytes = 256 * 4;
/** Set in an offset that stands in the table of large ones. */
const isLarge = 0x80000000;

/**
 * The object's offset in the pack of `indexFile`; `undefined` when it is in another, or the index is of another
 * version. Rejects when it cannot be read.
 */
export async function packOffsetOf(indexFile: string, oid: Oid): Promise<number | undefined> {
  const handle = await open(indexFile);
  try {
    if (!(await readAt(handle, { at: 0, length: head.length })).equals(head)) return undefined;
    const fanout = await readAt(handle, { at: head.length, length: fanoutBytes });
    const first = Number.parseInt(oid.slice(0, 2), 16);
    const start = first === 0 ? 0 : fanout.readUInt32BE((first - 1) * 4);
    const end = fanout.readUInt32BE(first * 4);
    const total = fanout.readUInt32BE(255 * 4);
    const names = head.length + fanoutBytes;
    const ids = await readAt(handle, {
      at: names + start * oidBytes,
      length: Math.max(0, end - start) * oidBytes,
    });
    const place = placeOf(Buffer.from(oid, 'hex'), ids);
    if (place === undefined) return undefined;
    // Behind the names there are four bytes of CRC for each object.
    const offsets = names + total * (oidBytes + 4);
    const small = await readAt(handle, { at: offsets + (start + place) * 4, length: 4 });
    const offset = small.readUInt32BE();
    if (offset < isLarge) return offset;
    const large = offsets + total * 4 + (offset - isLarge) * 8;
    return Number((await readAt(handle, { at: large, length: 8 })).readBigUInt64BE());
  } finally {
    await handle.close();
  }
}

/** Reads exactly so much, or rejects. */
async function readAt(
  handle: FileHandle,
  { at, length }: { readonly at: number; readonly length: number },
): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw new Error('the file ends too early');
  return buffer;
}

/** By halves: the names are sorted. */
function placeOf(oid: Buffer, ids: Buffer): number | undefined {
  let low = 0;
  let high = ids.length / oidBytes;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const order = ids.compare(oid, 0, oidBytes, middle * oidBytes, (middle + 1) * oidBytes);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}
