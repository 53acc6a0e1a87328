// Text by strangers in Markdown, where forges act on what they read: mentions, references, closing keywords, GitLab's
// quick actions, HTML. In code none of it is any; what forges look for in the raw text, too, is escaped in the way of
// `escapeForeign`.
import { escapeForeign } from '../printable.ts';

/** A code span of one line, cut to `max` characters. */
export function inlineCode(text: string, max: number): string {
  // Between two marks that touch there would be no code, and they might belong to others.
  const shown = text === '' ? ' ' : cut(text, max);
  return `\`${escapeRead(escapeForeign(shown)).replaceAll('`', escapeChar)}\``;
}

/** A block of code, cut to `max` characters, which nothing in it can close. */
export function fencedCode(
  text: string,
  { language = 'text', max }: { readonly language?: 'text' | 'diff'; readonly max: number },
): string {
  const lines = cut(text, max)
    .replaceAll('\t', '    ')
    .split(/\r\n|\r|\n/)
    .map((line) => escapeRead(escapeForeign(line)));
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run), 2) + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/**
 * A sentence of ours that may quote strangers, on one line, cut to `max` characters: words stay words, and whatever else
 * there is becomes code. What stands between backticks is code as a whole.
 */
export function inertText(text: string, max: number): string {
  return (
    cut(text, max)
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/`[^`]+`|[^ `]+|`/g, (part) => (isWord(part) ? part : asCode(part, max)))
      // Marks of two code spans that touch would be one.
      .replaceAll('``', '` `')
  );
}

/** A cell of a table, which `inlineCode` and `inertText` made: in code, too, `|` would end it. */
export function tableCell(markdown: string): string {
  return markdown.replace(/\\(?=\\*\|)/g, escapeChar).replaceAll('|', '\\|');
}

/** Latin, so that no direction changes; a number that begins no list and is no commit's. */
const word =
  /^(?:[("“]?(?:[\p{Script=Latin}\p{M}]+(?:[’'-][\p{Script=Latin}\p{M}]+)*)[)"”]?[.,;:!?…]?|\d{1,6}(?:\.\d{1,6})?[,;:]?|[—–→("“]|[)"”][.,;:]?|[.,;:])$/u;

/** Seven hex digits may be a commit. */
function isWord(part: string): boolean {
  return word.test(part) && !/[\da-f]{7}/i.test(part);
}

/** Punctuation that ends a clause stays outside. */
function asCode(part: string, max: number): string {
  if (part.length > 1 && part.startsWith('`')) return inlineCode(part.slice(1, -1), max);
  const [, code = part, end = ''] = /^(.*?[^.,;:])([.,;:]?)$/.exec(part) ?? [];
  return `${inlineCode(code, max)}${end}`;
}

/**
 * What forges find without reading Markdown: `#1`, `GH-1`, links to issues and requests, an issue tracker's key after
 * a closing keyword, GitLab's quick actions, which begin a line, and `\n`, of which GitLab makes a line end in a push option.
 */
const readRaw =
  /#(?=\d)|(?<=\bGH)-(?=\d)|(?<=\/(?:issues|pulls?|merge_requests|work_items))\/(?=\d)|(?<=\b(?:clos|fix|resolv|implement)[a-z]*:?\s+(?:issues?\s+)?[A-Z][A-Z\d_]*)-(?=\d)|(?<=^\s*)\/(?=[a-z])|\\(?=n)/gi;

function escapeRead(line: string): string {
  return line.replace(readRaw, escapeChar);
}

function escapeChar(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}…` : text;
}
