// Headings of a README below the page's own: no level is left out, and each can be linked to.
import type { Element, ElementContent } from 'hast';
import GithubSlugger from 'github-slugger';
import { toString } from 'hast-util-to-string';
import { element, textProperty } from './element.ts';
import { emojiTag } from './markdown.ts';

export interface Headings {
  /** In the order of the text. `isLinkable`: nothing around it is a link or a button. */
  add(heading: Element, options: { readonly isLinkable: boolean }): void;
}

export function isHeading({ tagName }: Element): boolean {
  return /^h[1-6]$/.test(tagName);
}

/** `ids` are those that the text has already; those of headings join them. */
export function createHeadings({
  ids,
  idPrefix,
}: {
  readonly ids: Set<string>;
  readonly idPrefix: string;
}): Headings {
  const slugger = new GithubSlugger();
  /** The author's levels of the heading at hand and those above it. */
  const path: number[] = [];

  function levelOf(heading: Element): number {
    const level = Number(heading.tagName.slice(1));
    while ((path.at(-1) ?? 0) >= level) path.pop();
    path.push(level);
    // The page has the first level.
    return Math.min(6, path.length + 1);
  }

  return {
    add(heading, { isLinkable }) {
      const slug = slugger.slug(heading.children.map(wordsOf).join('').trim());
      heading.tagName = `h${levelOf(heading)}`;
      if (slug === '') return;
      const id = idPrefix + slug;
      // An author who wrote the anchor by hand has it right before the heading.
      if (!ids.has(id) && heading.properties['id'] === undefined) heading.properties['id'] = id;
      ids.add(id);
      if (isLinkable) heading.children.push(anchorTo(id));
    },
  };
}

/** Of `:rocket:` the word, as GitHub's addresses have it. */
function wordsOf(node: ElementContent): string {
  if (node.type !== 'element') return toString(node);
  if (node.tagName === emojiTag) return textProperty(node, 'alias');
  return node.children.map(wordsOf).join('');
}

function anchorTo(id: string): Element {
  const href = `#${encodeURIComponent(id)}`;
  return element('a', { className: ['anchor'], href, ariaLabel: 'Permalink' }, ['#']);
}
