// What a README may become: every element, attribute, class and address that is not known to be harmless is named.
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

const elements = new Set(
  `a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i
  img input ins kbd li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody
  td tfoot th thead time tr tt ul var wbr`.split(/\s+/),
);

const attributes = new Set(
  `align alt aria-label checked class colspan data-file data-height data-src data-width datetime dir disabled height
  href id lang loading name open referrerpolicy rel reversed rowspan scope src start tabindex title type valign value
  width`.split(/\s+/),
);

const classes =
  /^(?:anchor|contains-task-list|footnote-(?:backref|item|ref)|footnotes(?:-list)?|hljs(?:-[\w-]+)?|language-[a-z]+|(?:class|constant|function|inherited|invoke)_|markdown-alert(?:-[a-z]+)?|readme-(?:note|text)|remote-image|task-list-item(?:-checkbox)?)_*$/;

const outside = /^(?:https?:\/\/|mailto:)/;
const inside = /^(?:\?file=|#(?:user-content-|top$|$))/;

type Node = DefaultTreeAdapterTypes.Node;

/** All that has no business in the HTML of a README. */
export function unsafeParts(html: string): string[] {
  const complaints: string[] = [];
  // As where it is shown: scripts are on.
  const open: Node[] = [parseFragment(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('childNodes' in node) open.push(...node.childNodes);
    if ('tagName' in node) complaints.push(...elementComplaints(node));
    else if (!['#text', '#document-fragment'].includes(node.nodeName))
      complaints.push(node.nodeName);
  }
  return complaints;
}

function elementComplaints({ tagName, attrs }: DefaultTreeAdapterTypes.Element): string[] {
  const known = new Map(attrs.map(({ name, value }) => [name, value]));
  const complaints = [
    ...(elements.has(tagName) ? [] : [`<${tagName}>`]),
    ...attrs.filter((one) => !isSafe(one)).map(({ name, value }) => `${tagName} ${name}=${value}`),
  ];
  const href = known.get('href') ?? '';
  if (outside.test(href) && known.get('rel') !== 'noopener nofollow ugc')
    complaints.push(`${href} without rel`);
  if (tagName === 'input' && (known.get('type') !== 'checkbox' || !known.has('disabled')))
    complaints.push('input');
  return complaints;
}

function isSafe({ name, value }: { readonly name: string; readonly value: string }): boolean {
  if (!attributes.has(name)) return false;
  if (name === 'id' || name === 'name') return value.startsWith('user-content-');
  if (name === 'href') return outside.test(value) || inside.test(value);
  if (name === 'src' || name === 'data-src') return /^https?:\/\//.test(value);
  if (name === 'class') return value.split(' ').every((one) => classes.test(one));
  return true;
}

/** Addresses of the pictures that are asked for at once. */
export function picturesIn(html: string): readonly string[] {
  const open: Node[] = [parseFragment(html)];
  const found: string[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('childNodes' in node) open.push(...node.childNodes);
    if (!('tagName' in node) || node.tagName !== 'img') continue;
    found.push(...node.attrs.filter(({ name }) => name === 'src').map(({ value }) => value));
  }
  return found;
}
