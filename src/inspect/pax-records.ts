// The body of a PAX header (POSIX.1-2017, pax, "ustar Interchange Format"): `<length> <key>=<value>\n` records.
import { isUtf8 } from 'node:buffer';

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
  let at = 0;
  while (at < body.length) {
    const record = recordAt(body, at);
    if (record === undefined) return { fault: 'holds a malformed record' };
    const { key, value, end } = record;
    if (holdsRecordLine(value)) return { fault: 'hides a record inside another' };
    if (key.startsWith('GNU.sparse.')) isSparse = true;
    if (actedUpon.has(key)) {
      if (value.length === 0 || value.includes(LF) || !isUtf8(value)) {
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

const actedUpon: ReadonlySet<string> = new Set(['path', 'linkpath', 'size', 'hdrcharset']);

interface PaxRecord {
  readonly key: string;
  readonly value: Buffer;
  readonly end: number;
}

function recordAt(body: Buffer, start: number): PaxRecord | undefined {
  const space = body.indexOf(SPACE, start);
  const digits = space < 0 || space - start > 7 ? '' : body.toString('latin1', start, space);
  if (!/^[1-9][0-9]*$/.test(digits)) return undefined;
  const end = start + Number(digits);
  if (end > body.length || end <= space || body[end - 1] !== LF) return undefined;
  const equals = body.indexOf(EQUALS, space);
  if (equals < 0 || equals >= end || equals === space + 1) return undefined;
  const key = body.subarray(space + 1, equals);
  if (key.includes(0) || key.includes(LF)) return undefined;
  return { key: key.toString('utf8'), value: body.subarray(equals + 1, end - 1), end };
}

/** Whether a line inside the value would pass as a record of its own, by node-tar 7's lenient reading. */
function holdsRecordLine(value: Buffer): boolean {
  if (!value.includes(LF)) return false;
  return value
    .toString('utf8')
    .split('\n')
    .slice(1)
    .some((line) => Number.parseInt(line, 10) === Buffer.byteLength(line) + 1);
}
