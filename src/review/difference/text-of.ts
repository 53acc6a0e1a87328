import { isUtf8 } from 'node:buffer';
import type { ArchiveFile } from '../../inspect/archive-files.ts';

/** Git looks as far for a NUL (buffer_is_binary). */
const lookedAt = 8000;

/** The text of a file; `undefined` when it is none (a NUL near its beginning, or not UTF-8), or not held whole. */
export function textOf({ bytes, isWhole }: ArchiveFile): string | undefined {
  if (!isWhole || bytes.subarray(0, lookedAt).includes(0) || !isUtf8(bytes)) return undefined;
  // Unlike TextDecoder it keeps a byte order mark: adding one is a change.
  return bytes.toString('utf8');
}
