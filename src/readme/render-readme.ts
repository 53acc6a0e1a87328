// README → HTML that is safe in any page: text → Markdown → one tree, made safe and finished → text.
import { toHtml } from 'hast-util-to-html';
import { cutBytes } from './cut-bytes.ts';
import { finishTree } from './finish-tree.ts';
import { markdownToHtml } from './markdown.ts';
import { parseHtml } from './parse-html.ts';
import { escapeHtml, preformatted, visibleText } from './plain-text.ts';
import type { ReadmeForm, ReadmeInput, RenderedReadme } from './rendered-readme.ts';
import { repositoryBaseOf } from './repository-base.ts';
import { viewerHref } from './resolve-reference.ts';
import { safeElements } from './safe-elements.ts';

/** Compressed bytes of a text, where the size of a page matters; `zlib` and browsers have a function each. */
export type CompressedSize = (html: string) => number;

/** A changelog's newest entries come first. */
export type DocumentKind = 'readme' | 'changelog';

const KiB = 1024;

/** Bytes of text: a tarball's README is cut there as well. */
const maxText: Readonly<Record<DocumentKind, number>> = { readme: 64 * KiB, changelog: 16 * KiB };

/** Of ids and names: two texts in one page must not have the same. */
const idPrefix: Readonly<Record<DocumentKind, string>> = {
  readme: 'user-content-',
  changelog: 'user-content-changelog-',
};

/** Bytes, compressed: a page has 60 kB for all. */
const maxCompressed = 40_000;

/**
 * A function of its input, for any text. What would be too large is rendered without colours, or shown as text; without
 * `compressedSize` only the text's own size counts.
 */
export function renderReadme(input: ReadmeInput, compressedSize?: CompressedSize): RenderedReadme {
  return renderDocument('readme', input, compressedSize);
}

/** The same of the newest entries of a changelog. */
export function renderChangelog(
  input: ReadmeInput,
  compressedSize?: CompressedSize,
): RenderedReadme {
  return renderDocument('changelog', input, compressedSize);
}

function renderDocument(
  kind: DocumentKind,
  input: ReadmeInput,
  compressedSize: CompressedSize | undefined,
): RenderedReadme {
  const { text, isCut } = shownText(kind, input);
  if (text.trim() === '') return { html: '', form: 'text', isCut: false };
  const note = isCut ? cutNote(input) : '';
  if (isMarkdown(input.fileName)) {
    const html = markdownToHtml(text);
    for (const form of ['highlighted', 'plain'] as const) {
      const body = finishedHtml(html, { kind, input, form });
      // There is nothing to see, or too much.
      if (body === '') return { html: note, form, isCut };
      if (body === undefined) break;
      if (fits(body, compressedSize)) return { html: body + note, form, isCut };
    }
  }
  return documentAsText(kind, input, compressedSize);
}

/** The text as it is: for what is no Markdown, or could not be rendered. */
export function documentAsText(
  kind: DocumentKind,
  input: ReadmeInput,
  compressedSize?: CompressedSize,
): RenderedReadme {
  const { text, isCut } = shownText(kind, input);
  for (let maximum = maxText[kind]; ; maximum = Math.floor(maximum * 0.75)) {
    const shown = cutBytes(text, maximum);
    const html = preformatted(shown);
    if (!fits(html, compressedSize)) continue;
    const isShort = isCut || shown.length < text.length;
    return { html: html + (isShort ? cutNote(input) : ''), form: 'text', isCut: isShort };
  }
}

function shownText(
  kind: DocumentKind,
  { text, isCut = false }: ReadmeInput,
): { readonly text: string; readonly isCut: boolean } {
  const shown = cutBytes(text, maxText[kind]);
  return { text: visibleText(shown), isCut: isCut || shown.length < text.length };
}

/** npm's choice of names, and GitHub's; a bare name holds Markdown more often than not. */
function isMarkdown(fileName: string): boolean {
  return /^[^.]*$|\.(?:md|mkdn?|markdown)$/i.test(fileName);
}

/** `undefined` where the tree would be too large. */
function finishedHtml(
  html: string,
  {
    kind,
    input,
    form,
  }: { readonly kind: DocumentKind; readonly input: ReadmeInput; readonly form: ReadmeForm },
): string | undefined {
  const parsed = parseHtml(html);
  if (parsed === undefined) return undefined;
  const tree = safeElements(parsed, idPrefix[kind]);
  finishTree(tree, {
    images: input.images,
    base: repositoryBaseOf(input.repository),
    idPrefix: idPrefix[kind],
    isHighlighted: form === 'highlighted',
  });
  return toHtml(tree, { allowDangerousHtml: true }).trim();
}

function fits(html: string, compressedSize: CompressedSize | undefined): boolean {
  // UTF-8 has at most three bytes for a code unit.
  if (compressedSize === undefined || html.length * 3 <= maxCompressed) return true;
  return compressedSize(html) <= maxCompressed;
}

function cutNote({ fileName }: ReadmeInput): string {
  const href = escapeHtml(viewerHref(fileName));
  return `<p class="readme-note">There is more of it in <a href="${href}">${escapeHtml(fileName)}</a>.</p>`;
}
