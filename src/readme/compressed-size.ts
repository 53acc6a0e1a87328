import { gzipSync } from 'node:zlib';

/** Bytes, as web servers send it. */
export function compressedSize(html: string): number {
  return gzipSync(html).length;
}
