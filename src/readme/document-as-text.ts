// A README as the text that it is: for what is no Markdown, or could not be rendered.
import { cutBytes } from './cut-bytes.ts';
import { type CompressedSize, fits, maxText, shownText } from './document-size.ts';
import { escapeHtml } from './plain-text.ts';
import type { DocumentKind, ReadmeInput, RenderedReadme } from './rendered-readme.ts';
import { viewerHref } from './resolve-reference.ts';

export interface AsTextOptions {
  readonly compressedSize?: CompressedSize | undefined;
  /** It is Markdown that takes too long, or becomes too much. */
  readonly isGivenUp?: boolean;
}

export function documentAsText(
  kind: DocumentKind,
  input: ReadmeInput,
  { compressedSize, isGivenUp = false }: AsTextOptions,
): RenderedReadme {
  const { text, isCut } = shownText(kind, input);
  const why = isGivenUp
    ? '<p class="readme-note">Too large to be rendered: this is its text.</p>'
    : '';
  for (let maximum = maxText[kind]; ; maximum = Math.floor(maximum * 0.75)) {
    const shown = cutBytes(text, maximum);
    const html = `${why}<pre class="readme-text" dir="auto" tabindex="0">${escapeHtml(shown)}</pre>`;
    if (!fits(html, compressedSize)) continue;
    const isShort = isCut || shown.length < text.length;
    return { html: isShort ? html + cutNote(input) : html, form: 'text', isCut: isShort };
  }
}

/** Says at the end where the rest is. */
export function cutNote({ fileName }: ReadmeInput): string {
  const href = escapeHtml(viewerHref(fileName));
  const name = escapeHtml(fileName);
  return `<p class="readme-note">There is more of it in <a href="${href}">${name}</a>.</p>`;
}
