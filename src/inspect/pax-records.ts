// The body of a PAX header (POSIX.1-2017, pax, "ustar Interchange Format"): `<length> <key>=<value>\n` records.
import { isUtf8 } from 'node:buffer';
import { byteAt } from './tar-header.ts';

/** The records that clients act on. Times, owners, comments, SCHILY.* and the like are not among them. */
export interface PaxRecords {
  readonly path: Buffer | undefined;
  readonly linkpath: Buffer | undefined;
  /** As it stands: decimal digits, if it is right. */
  readonly size: Buffer | undefined;
  /** `GNU.sparse.*`: the entry's content is not what is stored, and its name may be another. */
  readonly isSparse: boolean;
  /** `hdrcharset=BINARY`: the path is not UTF-8. */
  readonly isBinary: boolean;
}

const SPACE = 0x20;
const LF = 0x0a;
const EQUALS = 0x3d;
const zero = 0x30;

/**
 * The records, or why the clients cannot agree on them:
 * - node-tar 7 splits at line feeds whatever the lengths say, so a value that holds what looks like a record
 *   is one for npm alone;
 * - node-tar 7 ignores records that hold a line feed or are not UTF-8;
 * - the first of two records with one key counts for tar-rs (pnpm 12, deno), the last for others;
 * - an empty value means "as in the header" by the standard, and an empty path to node-tar 7.
 */
export function parsePaxRecords(body: Buffer): PaxRecords | { readonly fault: string } {
  const acted = new Map<string, Buffer>();
  let isSparse = false;
  for (let at = 0; at < body.length;) {
    const record = recordAt(body, at);
    if (record === undefined) return { fault: 'holds a malformed record' };
    const { equals, end } = record;
    const holdsLineFeed = body.indexOf(LF, equals) < end - 1;
    if (holdsLineFeed && holdsRecordLine(body.subarray(equals + 1, end - 1))) {
      return { fault: 'hides a record inside another' };
    }
    const key = actedKeyOf(body, record);
    if (key === 'GNU.sparse') isSparse = true;
    else if (key !== undefined) {
      const value = body.subarray(equals + 1, end - 1);
      if (value.length === 0 || holdsLineFeed || !isUtf8(value)) {
        return { fault: `holds a malformed ${key}` };
      }
      if (acted.has(key)) return { fault: `holds ${key} twice` };
      acted.set(key, value);
    }
    at = end;
  }
  return {
    path: acted.get('path'),
    linkpath: acted.get('linkpath'),
    size: acted.get('size'),
    isSparse,
    isBinary: acted.get('hdrcharset')?.toString('latin1') === 'BINARY',
  };
}

/** Where a record's key begins, its equals sign stands, and the next record begins. */
interface PaxRecord {
  readonly key: number;
  readonly equals: number;
  readonly end: number;
}

function recordAt(body: Buffer, start: number): PaxRecord | undefined {
  let at = start;
  let length = 0;
  for (let digit = byteAt(body, at) - zero; digit >= 0 && digit <= 9;) {
    length = length * 10 + digit;
    at += 1;
    digit = byteAt(body, at) - zero;
  }
  const end = start + length;
  const isLength = at > start && byteAt(body, start) !== zero && byteAt(body, at) === SPACE;
  if (!isLength || end > body.length || end <= at || byteAt(body, end - 1) !== LF) return undefined;
  const key = at + 1;
  for (at = key; byteAt(body, at) !== EQUALS; at++) {
    if (at >= end || byteAt(body, at) === 0 || byteAt(body, at) === LF) return undefined;
  }
  return at > key && at < end ? { key, equals: at, end } : undefined;
}

const actedKeys = ['path', 'linkpath', 'size', 'hdrcharset'];

/** The key, if clients act on it; `GNU.sparse` for all of that family. Most records are of no interest. */
function actedKeyOf(body: Buffer, { key, equals }: PaxRecord): string | undefined {
  if (equals - key < 4) return undefined;
  const text = body.toString('latin1', key, equals);
  if (text.startsWith('GNU.sparse.')) return 'GNU.sparse';
  return actedKeys.includes(text) ? text : undefined;
}

/** Whether a line inside the value would pass as a record of its own, by node-tar 7's lenient reading. */
function holdsRecordLine(value: Buffer): boolean {
  return value
    .toString('utf8')
    .split('\n')
    .slice(1)
    .some((line) => Number.parseInt(line, 10) === Buffer.byteLength(line) + 1);
}
