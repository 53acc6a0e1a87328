// GitHub's Markdown to HTML that nobody has looked at yet: what an author wrote as HTML is in it as it is.
import createMarkdownIt, { type MarkdownIt, type RendererRule } from 'markdown-it';
import { full as emoji } from 'markdown-it-emoji';
import footnotes from 'markdown-it-footnote';
import taskLists from 'markdown-it-task-lists';

/** GitHub's element for an emoji that was written as a word. */
export const emojiTag = 'g-emoji';

const html: RendererRule = (tokens, index) =>
  tokens[index]?.content.replace(filtered, '&lt;') ?? '';

/** By an attribute, since a page's policy lets no style through. */
const cell: RendererRule = (tokens, index, options, _env, self) => {
  const token = tokens[index];
  const [, align] = /^text-align:(\w+)$/.exec(String(token?.attrGet('style'))) ?? [];
  if (align !== undefined) token?.attrSet('align', align);
  return self.renderToken(tokens, index, options);
};

const rules: Readonly<Record<string, RendererRule>> = {
  html_block: html,
  html_inline: html,
  td_open: cell,
  th_open: cell,
  // The word is a part of a heading's address, the character is not.
  emoji: (tokens, index) =>
    `<${emojiTag} alias="${tokens[index]?.markup ?? ''}">${tokens[index]?.content ?? ''}</${emojiTag}>`,
  footnote_block_open: () => '<section class="footnotes">\n<ol class="footnotes-list">\n',
};

/** Letters of an address without its protocol. */
const maxLink = 2000;

/** GitHub shows these tags as text. An unclosed one would swallow what follows. */
const filtered =
  /<(?=\/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)\b)/gi;

const markdown = createMarkdown();

/** Made for the parser of `parse-html.ts`, no page. */
export function markdownToHtml(text: string): string {
  return markdown.render(text);
}

function createMarkdown(): MarkdownIt {
  const md = createMarkdownIt({ html: true, linkify: true });
  md.use(emoji, { shortcuts: {} }).use(footnotes).use(taskLists);
  // GitHub has none.
  md.disable('footnote_inline');
  md.linkify.add('www.', {
    validate: (text, at, linkify) =>
      Math.max(0, linkify.testSchemaAt(`//${text.slice(at, at + maxLink)}`, 'http:', 0) - 2),
    normalize: (match) => {
      match.url = `http://${match.url}`;
    },
  });
  // What is safe is decided once, of all links, when the tree is there.
  md.validateLink = () => true;
  Object.assign(md.renderer.rules, rules);
  return md;
}
