// What a pack says of an object: gitformat-pack, "pack entries".
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, inflateSync } from 'node:zlib';
import { type Oid, oidOf } from '../git-engine.ts';
import type { ObjectHeader } from './object-header.ts';
import { packOffsetOf } from './pack-index.ts';

/** Enough for an entry's header, the name of its base, and the two sizes that a delta begins with. */
const headBytes = 128;
const types: readonly (string | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];
/** The other kind of delta is 6. */
const namedDelta = 7;
/** git packs deltas 50 deep, at most 4095 (git 2.39, `pack.depth`). */
const maxDepth = 4096;

/** `undefined` when the object is in no pack, or cannot be read. */
export async function packedHeaderOf(gitDir: string, oid: Oid): Promise<ObjectHeader | undefined> {
  try {
    return await headerOf(join(gitDir, 'objects/pack'), oid);
  } catch {
    return undefined;
  }
}

/** Follows deltas to the object that they begin with, which has the type. */
async function headerOf(folder: string, oid: Oid): Promise<ObjectHeader | undefined> {
  const sizes: number[] = [];
  let place = await findPacked(folder, oid);
  for (let depth = 0; place !== undefined && depth < maxDepth; depth++) {
    const { pack, offset } = place;
    const { type, size, start, base } = await entryAt(pack, offset);
    sizes.push(size);
    if (type !== undefined) {
      const [own = size] = sizes;
      const whole =
        sizes.length === 1 ? { whole: { file: pack, start: offset + start, skip: 0, size } } : {};
      return { type, size: own, largest: Math.max(...sizes), ...whole };
    }
    place =
      typeof base === 'number' ? { pack, offset: offset - base } : await findPacked(folder, base);
  }
  return undefined;
}

interface PackPlace {
  readonly pack: string;
  readonly offset: number;
}

async function findPacked(folder: string, oid: Oid): Promise<PackPlace | undefined> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.idx')) continue;
    const index = join(folder, name);
    const offset = await packOffsetOf(index, oid);
    if (offset !== undefined) return { pack: index.replace(/idx$/, 'pack'), offset };
  }
  return undefined;
}

type PackEntry =
  | {
      readonly type: string;
      readonly size: number;
      readonly start: number;
      readonly base?: undefined;
    }
  /** A delta of what lies so many bytes before it, or of another object. */
  | {
      readonly base: number | Oid;
      readonly size: number;
      readonly start?: undefined;
      readonly type?: undefined;
    };

async function entryAt(pack: string, offset: number): Promise<PackEntry> {
  const handle = await open(pack);
  try {
    return entryIn(await headAt(handle, offset));
  } finally {
    await handle.close();
  }
}

async function headAt(handle: FileHandle, offset: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, offset);
  return buffer.subarray(0, bytesRead);
}

function entryIn(head: Buffer): PackEntry {
  const code = (head.readUInt8(0) >> 4) & 7;
  const { value: size, end } = sizeAt(head, 0, 4);
  const type = types[code];
  if (type !== undefined) return { type, size, start: end };
  if (code === namedDelta) {
    const base = oidOf(head.toString('hex', end, end + 20));
    if (base === undefined) throw new Error('a delta without a base');
    return { size: resultSizeIn(head.subarray(end + 20)), base };
  }
  const distance = distanceAt(head, end);
  return { size: resultSizeIn(head.subarray(distance.end)), base: distance.value };
}

interface Read {
  readonly value: number;
  readonly end: number;
}

/** Little-endian groups of seven bits; the first byte has `bits` of them. */
function sizeAt(bytes: Buffer, at: number, bits: number): Read {
  let byte = bytes.readUInt8(at);
  let value = byte % 2 ** bits;
  let unit = 2 ** bits;
  let end = at + 1;
  for (; byte >= 0x80; end++) {
    byte = bytes.readUInt8(end);
    value += (byte % 0x80) * unit;
    unit *= 0x80;
  }
  return { value, end };
}

/** Big-endian groups of seven bits, one added to all but the last. */
function distanceAt(bytes: Buffer, at: number): Read {
  let byte = bytes.readUInt8(at);
  let value = byte % 0x80;
  let end = at + 1;
  for (; byte >= 0x80; end++) {
    byte = bytes.readUInt8(end);
    value = (value + 1) * 0x80 + (byte % 0x80);
  }
  return { value, end };
}

/** A delta begins with the size of its base and that of its result. */
function resultSizeIn(deflated: Buffer): number {
  const delta = inflateSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH });
  return sizeAt(delta, sizeAt(delta, 0, 7).end, 7).value;
}
