import { gzipSync } from 'node:zlib';

/** Of the text that was asked for last: whoever looks whether it fits is about to say how large it is. */
let last = { html: '', size: gzipSync('').length };

/** Bytes, as web servers send it. */
export function compressedSize(html: string): number {
  if (html !== last.html) last = { html, size: gzipSync(html).length };
  return last.size;
}
