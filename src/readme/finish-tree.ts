// What becomes of a README's safe tree before it is a part of a page.
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { markAlerts } from './alerts.ts';
import { finishCode } from './code-blocks.ts';
import { become, element, hasClass, textProperty } from './element.ts';
import { emojiTag } from './markdown.ts';
import { createHeadings, isHeading } from './headings.ts';
import { finishImage } from './images.ts';
import { finishLink } from './links.ts';
import type { ReadmeInput } from './rendered-readme.ts';
import type { RepositoryBase } from './repository-base.ts';

export interface FinishOptions {
  readonly images: ReadmeInput['images'];
  readonly base: RepositoryBase | undefined;
  readonly idPrefix: string;
  readonly isHighlighted: boolean;
}

/** Their text has a direction of its own. */
const blocks = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'table']);

/** In place. */
export function finishTree(tree: Root, options: FinishOptions): void {
  markAlerts(tree);
  const ids = uniqueIds(tree);
  const headings = createHeadings({ ids, idPrefix: options.idPrefix });
  const links: Element[] = [];
  /** All that lies in a link or a button: there can be no other. */
  const linked = new WeakSet<Element>();
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName === emojiTag && parent !== undefined && index !== undefined) {
      parent.children.splice(index, 1, ...node.children);
      return index;
    }
    const isLinked = linked.has(node);
    if (isLinked || isInteractive(node)) {
      for (const child of node.children) if (child.type === 'element') linked.add(child);
    }
    if (hasNoClass(node)) delete node.properties['className'];
    if (blocks.has(node.tagName)) node.properties['dir'] ??= 'auto';
    if (isHeading(node)) headings.add(node, { isLinkable: !isLinked });
    else if (node.tagName === 'a') links.push(node);
    else if (node.tagName === 'img') finishImage(node, { ...options, isLinked });
    else if (node.tagName === 'pre') finishCode(node, options);
    else if (node.tagName === 'code') finishInlineCode(node);
    else if (node.tagName === 'table') node.properties['tabIndex'] = 0;
    else if (node.tagName === 'input') finishCheckbox(node);
    return undefined;
  });
  for (const link of links) {
    if (linked.has(link)) become(link, element('span', {}, link.children));
    else finishLink(link, { ...options, ids });
  }
}

function isInteractive({ tagName }: Element): boolean {
  return tagName === 'a' || tagName === 'summary';
}

/** Those of the text. An `id` counts once. */
function uniqueIds(tree: Root): Set<string> {
  const ids = new Set<string>();
  visit(tree, 'element', (node) => {
    const id = textProperty(node, 'id');
    if (ids.has(id)) delete node.properties['id'];
    else if (id !== '') ids.add(id);
    const name = textProperty(node, 'name');
    if (name !== '') ids.add(name);
  });
  return ids;
}

/** The sanitiser leaves an empty one. */
function hasNoClass({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.length === 0;
}

/** The name of a language is any text; where it means something `finishCode` has taken it. */
function finishInlineCode(code: Element): void {
  if (!hasClass(code, 'hljs')) delete code.properties['className'];
}

/** That of a task list; any other has nothing to say. */
function finishCheckbox(input: Element): void {
  if (!hasClass(input, 'task-list-item-checkbox')) become(input, element('span', {}, []));
  else input.properties['ariaLabel'] = input.properties['checked'] ? 'Done' : 'To do';
}
