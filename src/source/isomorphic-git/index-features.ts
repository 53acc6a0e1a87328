// What an index file uses that isomorphic-git does not understand (gitformat-index).

export interface IndexFeatures {
  /** 2, 3 or 4. */
  readonly version: number;
  /** Extension `link`: most entries are in another file. */
  readonly split: boolean;
  /** Extension `sdir`: whole folders stand as one entry. */
  readonly sparse: boolean;
}

const headerSize = 12;
const entryFixedSize = 62;

/** Reads the header and the extensions of a SHA-1 index; damaged or foreign bytes show no features. */
export function indexFeaturesOf(index: Uint8Array): IndexFeatures {
  const bytes = Buffer.from(index.buffer, index.byteOffset, index.byteLength);
  if (bytes.length < headerSize || bytes.toString('latin1', 0, 4) !== 'DIRC') {
    return { version: 2, split: false, sparse: false };
  }
  const version = bytes.readUInt32BE(4);
  // Version 4 packs its entries: where they end is not worth knowing, the version alone decides.
  const extensions = version === 4 ? [] : extensionsOf(bytes, afterEntries(bytes));
  return { version, split: extensions.includes('link'), sparse: extensions.includes('sdir') };
}

function afterEntries(bytes: Buffer): number {
  let at = headerSize;
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    if (at + entryFixedSize > bytes.length) return bytes.length;
    const extended = (bytes.readUInt16BE(at + 60) & 0x4000) !== 0;
    const name = at + entryFixedSize + (extended ? 2 : 0);
    const nul = bytes.indexOf(0, name);
    if (nul === -1) return bytes.length;
    // Entries are padded with one to eight NULs to a multiple of eight bytes.
    at += Math.floor((nul - at) / 8 + 1) * 8;
  }
  return at;
}

function extensionsOf(bytes: Buffer, start: number): string[] {
  const checksumSize = 20;
  const names: string[] = [];
  for (
    let at = start;
    at + 8 <= bytes.length - checksumSize;
    at += 8 + bytes.readUInt32BE(at + 4)
  ) {
    names.push(bytes.toString('latin1', at, at + 4));
  }
  return names;
}
