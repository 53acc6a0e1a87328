// README → HTML that is safe in any page: text → Markdown → one tree, made safe and finished → text.
import { toHtml } from 'hast-util-to-html';
import { cutNote, documentAsText } from './document-as-text.ts';
import { type CompressedSize, fits, shownText } from './document-size.ts';
import { finishTree } from './finish-tree.ts';
import { markdownToHtml } from './markdown.ts';
import { parseHtml } from './parse-html.ts';
import type { DocumentKind, ReadmeForm, ReadmeInput, RenderedReadme } from './rendered-readme.ts';
import { repositoryBaseOf } from './repository-base.ts';
import { safeElements } from './safe-elements.ts';

/** Of ids and names: two texts in one page must not have the same. */
const idPrefix: Readonly<Record<DocumentKind, string>> = {
  readme: 'user-content-',
  changelog: 'user-content-changelog-',
};

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

/** Either of them. */
export function renderDocument(
  kind: DocumentKind,
  input: ReadmeInput,
  compressedSize?: CompressedSize,
): RenderedReadme {
  const { text, isCut } = shownText(kind, input);
  if (text.trim() === '') return { html: '', form: 'text', isCut: false };
  const note = isCut ? cutNote(input) : '';
  if (!isMarkdown(input.fileName)) return documentAsText(kind, input, { compressedSize });
  const html = markdownToHtml(text);
  for (const form of ['highlighted', 'plain'] as const) {
    const body = finishedHtml(html, { kind, input, form });
    if (body === undefined) break;
    if (fits(body, compressedSize)) return { html: body + note, form, isCut };
  }
  return documentAsText(kind, input, { compressedSize, isGivenUp: true });
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
  // What finds links in text (linkify-it 5) may end one in the middle of a character.
  return toHtml(tree, { allowDangerousHtml: true })
    .trim()
    .replace(/\p{Cs}/gu, '\ufffd');
}
