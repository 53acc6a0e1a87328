// A page is to stay under 60 kB compressed: a README may take 40 of them, and what the page itself says 14.
import { gzipSync } from 'node:zlib';

/** Bytes, compressed. */
const maxProse = 44_000;

/** Whether both texts may stand on one page. Short ones need not be compressed to be told. */
export function fitsPage(...texts: readonly string[]): boolean {
  const all = texts.join('');
  return Buffer.byteLength(all) <= maxProse || gzipSync(all).length <= maxProse;
}
