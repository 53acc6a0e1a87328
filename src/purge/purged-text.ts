// What lies in the history where purged bytes did. A file stays at the path, so that nothing else that the history says
// changes: not when the version landed, nor by whom, nor how often its folder was touched. No tarball can be the same
// file, so that other bytes for the version are never taken for the first ones.
import { sha256Hex } from '../digest.ts';
import type { Oid } from '../source/git-engine.ts';

const words = 'These bytes were purged from the history of this registry: ';

/** Longer than any such text. */
export const maxPurgedText = 200;

/** Different for different bytes, and always the same for the same, so that two clones get the same commits. */
export function purgedTextOf(oid: Oid): string {
  return `${words}${sha256Hex(oid)}\n`;
}

export function isPurgedText(bytes: Uint8Array): boolean {
  return new RegExp(`^${words}[0-9a-f]{64}\n$`).test(Buffer.from(bytes).toString('latin1'));
}
