// How large a README may be, as it comes and as it goes out.
import { cutBytes } from './cut-bytes.ts';
import { visibleText } from './plain-text.ts';
import type { DocumentKind, ReadmeInput } from './rendered-readme.ts';

/** Compressed bytes of a text: neither Node nor browsers have a function for it that the other has. */
export type CompressedSize = (html: string) => number;

const KiB = 1024;

/** Bytes of text. A tarball's README is cut there as well; a changelog's newest entries come first. */
export const maxText: Readonly<Record<DocumentKind, number>> = {
  readme: 64 * KiB,
  changelog: 16 * KiB,
};

/** Bytes, compressed: a page has 60 kB for all, and its style and scripts need 24 of them. */
const maxCompressed = 30_000;

/** Any HTML fits where nobody can measure it. */
export function fits(html: string, compressedSize: CompressedSize | undefined): boolean {
  // UTF-8 has at most three bytes for a code unit.
  if (compressedSize === undefined || html.length * 3 <= maxCompressed) return true;
  return compressedSize(html) <= maxCompressed;
}

/** The part of the text that is shown. */
export function shownText(
  kind: DocumentKind,
  { text, isCut = false }: ReadmeInput,
): { readonly text: string; readonly isCut: boolean } {
  const shown = cutBytes(text, maxText[kind]);
  return { text: visibleText(shown), isCut: isCut || shown.length < text.length };
}
