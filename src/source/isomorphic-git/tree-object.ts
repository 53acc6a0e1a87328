import { type Oid, oidOf } from '../git-engine.ts';

/** An entry of one tree. `key` orders entries as git does: names as bytes, a folder's with a `/` behind. */
export interface TreeItem {
  readonly name: string;
  readonly key: Buffer;
  /** Canonical, six digits: `040000` is a folder. */
  readonly mode: string;
  readonly oid: Oid;
}

const oidSize = 20;

/** Parses a SHA-1 tree: `<mode> <name>\0<20 bytes>` repeated. A cut-off entry ends it. */
export function parseTree(bytes: Buffer): TreeItem[] {
  const items: TreeItem[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const nul = bytes.indexOf(0, space);
    const end = nul + 1 + oidSize;
    const oid = oidOf(bytes.toString('hex', nul + 1, end));
    if (space === -1 || nul === -1 || oid === undefined) break;
    const mode = canonicalMode(bytes.toString('latin1', at, space));
    const name = bytes.subarray(space + 1, nul);
    const key = mode === '040000' ? Buffer.concat([name, Buffer.from('/')]) : name;
    items.push({ name: name.toString('utf8'), key, mode, oid });
    at = end;
  }
  return items;
}

/** As git shows modes, whatever old programs wrote (cache.h, `canon_mode`, git 2.39). */
function canonicalMode(text: string): string {
  const mode = Number.parseInt(text, 8);
  switch (mode & 0o170000) {
    case 0o100000:
      return (mode & 0o100) === 0 ? '100644' : '100755';
    case 0o120000:
      return '120000';
    case 0o040000:
      return '040000';
    default:
      return '160000';
  }
}

export function isFolder(item: TreeItem | undefined): boolean {
  return item?.mode === '040000';
}
