// What HTML of a README may stay: what GitHub lets through, without what a page needs no more or could be misused.
import type { Root } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { emojiTag } from './markdown.ts';

const size = /^\d{1,4}(?:px|%)?$/;
const align: [string, ...string[]] = ['align', 'left', 'right', 'center', 'justify'];
const vAlign: [string, ...string[]] = ['vAlign', 'top', 'middle', 'bottom', 'baseline'];
const cell = [
  ['colSpan', /^\d{1,3}$/],
  ['rowSpan', /^\d{1,3}$/],
  ['width', size],
  ['height', size],
  vAlign,
] satisfies Attributes;

type Attributes = NonNullable<Schema['attributes']>[string];

const schema: Schema = {
  tagNames: [
    ...['a', 'abbr', 'b', 'bdo', 'blockquote', 'br', 'caption', 'cite', 'code', 'dd', 'del'],
    ...['details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'h1', 'h2', 'h3'],
    ...['h4', 'h5', 'h6', 'hr', 'i', 'img', 'input', 'ins', 'kbd', 'li', 'mark', 'ol', 'p'],
    ...['pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small', 'span', 'strike'],
    ...['strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead'],
    ...['time', 'tr', 'tt', 'ul', 'var', 'wbr', emojiTag],
  ],
  ancestors: {
    ...Object.fromEntries(
      ['caption', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'].map((name) => [name, ['table']]),
    ),
  },
  attributes: {
    // Classes are those that our Markdown gives; they say nothing that an author could not say otherwise.
    a: ['href', 'name', ['className', 'footnote-backref']],
    code: [['className', /^language-/]],
    details: [['open', true]],
    [emojiTag]: [['alias', /^[\w+-]{1,50}$/]],
    img: ['src', 'alt', ['width', size], ['height', size]],
    input: [
      ['className', 'task-list-item-checkbox'],
      ['checked', true],
    ],
    li: [
      ['className', 'task-list-item', 'footnote-item'],
      ['value', /^\d{1,9}$/],
    ],
    ol: [
      ['className', 'contains-task-list', 'footnotes-list'],
      ['start', /^\d{1,9}$/],
      ['reversed', true],
    ],
    // GitHub's own way to name the language of a block.
    pre: [['lang', /^[\w+#-]{1,40}$/]],
    section: [['className', 'footnotes']],
    sup: [['className', 'footnote-ref']],
    td: cell,
    th: [...cell, ['scope', 'row', 'col', 'rowgroup', 'colgroup']],
    time: ['dateTime'],
    ul: [['className', 'contains-task-list']],
    '*': [align, ['dir', 'ltr', 'rtl', 'auto'], 'id', ['lang', /^[A-Za-z0-9-]{1,35}$/], 'title'],
  },
  clobber: ['id', 'name'],
  // `cite`, `longdesc` and the like are no attributes above.
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  required: { input: { disabled: true, type: 'checkbox' } },
  strip: ['script', 'style', 'svg', 'math', 'select', 'textarea', 'title', 'template'],
};

/** A tree of its own. Every `id` and `name` begins with the prefix: else they would be names in scripts. */
export function safeElements(tree: Root, idPrefix: string): Root {
  const safe = sanitize(tree, { ...schema, clobberPrefix: idPrefix });
  return safe.type === 'root' ? safe : { type: 'root', children: [] };
}
