// The path of an archive entry as bytes, and what is wrong with it, in one pass over them.
import { isUtf8 } from 'node:buffer';
import { byteAt } from './tar-header.ts';

/** The bytes `start` to `end` of `buffer`. */
export interface PathBytes {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

/** What `pathTraitsOf` found, as bits. */
export const pathTrait = {
  nonAscii: 1,
  /** C0 or DEL. */
  control: 2,
  /** Empty segments, or `.` as the first: npm strips the first segment, whatever it is, and others tidy up before. */
  untidy: 4,
  /** `..`, absolute, a drive letter, a backslash or NUL: some client may write outside the package's folder. */
  escaping: 8,
  /** `.` further down: every client tidies it up, and tsc-made packages such as agent-base 7 have it. */
  dotted: 16,
  /** Letters that `foldedKeyOf` folds, if there is nothing but ASCII. */
  capital: 32,
} as const;

/** Something is wrong for sure. */
export const faultyPath: number = pathTrait.control | pathTrait.untidy | pathTrait.escaping;

/** Bits of `pathTrait`; the number of slashes inside stands above them (`>> depthShift`). */
export const depthShift = 6;

const SLASH = 0x2f;
const DOT = 0x2e;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/**
 * - A path is also `escaping` when what is left after the first segment is absolute (`a//etc`) or begins with a
 *   drive letter (`a/C:x`), because every client takes the first segment off.
 * - `.. ` is `..` to Windows, which ignores spaces and dots at the end of a name.
 * - One slash at the end is how folders are written, and no trait.
 */
export function pathTraitsOf({ buffer, start, end }: PathBytes): number {
  let traits = byteAt(buffer, start) === SLASH ? pathTrait.escaping : 0;
  const last = end > start && byteAt(buffer, end - 1) === SLASH ? end - 1 : end;
  let segment = start;
  let depth = 0;
  for (let at = start; at < last; at++) {
    const byte = buffer[at] ?? 0;
    traits |= byteTraits[byte] ?? 0;
    if (byte === SLASH) {
      if (isOdd(buffer, segment, at)) traits |= segmentTraits(buffer, { segment, end: at, depth });
      segment = at + 1;
      depth++;
    }
  }
  if (isOdd(buffer, segment, last)) traits |= segmentTraits(buffer, { segment, end: last, depth });
  return traits | (depth << depthShift);
}

/** What each byte says by itself. */
const byteTraits = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0 || byte === BACKSLASH) return pathTrait.escaping;
  if (byte < 0x20 || byte === 0x7f) return pathTrait.control;
  if (byte > 0x7f) return pathTrait.nonAscii;
  return byte >= 0x41 && byte <= 0x5a ? pathTrait.capital : 0;
});

/** Whether a segment may have traits; most have none. */
function isOdd(buffer: Buffer, start: number, end: number): boolean {
  if (end <= start || byteAt(buffer, start) === DOT) return true;
  return end - start > 1 && byteAt(buffer, start + 1) === COLON;
}

function segmentTraits(
  buffer: Buffer,
  {
    segment: start,
    end,
    depth,
  }: { readonly segment: number; readonly end: number; readonly depth: number },
): number {
  const length = end - start;
  if (length === 0) return depth === 1 ? pathTrait.escaping : pathTrait.untidy;
  if (byteAt(buffer, start) === DOT) {
    if (length === 1) return depth === 0 ? pathTrait.untidy : pathTrait.dotted;
    if (byteAt(buffer, start + 1) === DOT && isDotsAndSpaces(buffer, start + 2, end)) {
      return pathTrait.escaping;
    }
  }
  const isDrive = depth < 2 && length > 1 && byteAt(buffer, start + 1) === COLON;
  return isDrive && isLetter(byteAt(buffer, start)) ? pathTrait.escaping : 0;
}

function isDotsAndSpaces(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = byteAt(buffer, at);
    if (byte !== DOT && byte !== 0x20) return false;
  }
  return true;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** The path as text, without `.` segments; what is not UTF-8 becomes U+FFFD. */
export function pathTextOf({ buffer, start, end }: PathBytes, traits: number): string {
  const text = buffer.toString(traits & pathTrait.nonAscii ? 'utf8' : 'latin1', start, end);
  return (traits & pathTrait.dotted) === 0 ? text : text.replaceAll(/\/(?:\.(?:\/|$))+/g, '/');
}

/** Why the name itself is refused, or `undefined`. `text` is what `pathTextOf` gives for it. */
export function nameFaultOf(
  { buffer, start, end }: PathBytes,
  { traits, text }: { readonly traits: number; readonly text: string },
): string | undefined {
  if (traits & pathTrait.control) return 'holds control characters';
  if (traits & pathTrait.untidy) return 'has empty segments, or begins with `.`';
  if ((traits & pathTrait.nonAscii) === 0) return undefined;
  if (!isUtf8(buffer.subarray(start, end))) return 'is not UTF-8';
  return /\p{Cc}/u.test(text) ? 'holds control characters' : undefined;
}

/**
 * The name that a disk compares, folded: two names with one key are one file on macOS or Windows. NFC, and
 * upper before lower case, so that `ſ` is `s` and `ß` is `ss`.
 */
export function foldedKeyOf(text: string, traits: number): string {
  if ((traits & (pathTrait.nonAscii | pathTrait.capital)) === 0) return text;
  if ((traits & pathTrait.nonAscii) === 0) return text.toLowerCase();
  return text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
