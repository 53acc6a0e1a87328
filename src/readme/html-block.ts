// Rendered text as it stands in a page: encoded and measured where it was made, once for all pages that it is part of.
import { compressedSize } from './compressed-size.ts';

export interface HtmlBlock {
  /** Safe HTML, UTF-8. Empty where there is nothing to see. */
  readonly utf8: Uint8Array;
  /** Bytes that it takes in a compressed page, at most. */
  readonly compressed: number;
}

/** Bytes. What is smaller is not worth measuring: two of them always have room beside each other. */
const small = 4 * 1024;

const encoder = new TextEncoder();

export function htmlBlock(html: string): HtmlBlock {
  const utf8 = encoder.encode(html);
  return { utf8, compressed: utf8.length <= small ? utf8.length : compressedSize(html) };
}
