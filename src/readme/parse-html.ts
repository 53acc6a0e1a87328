// HTML to a tree, as browsers read it, within bounds that depend on nothing but the text.
import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import {
  defaultTreeAdapter,
  type DefaultTreeAdapterMap,
  parseFragment,
  type TreeAdapter,
} from 'parse5';

/**
 * A paragraph in which formatting stays open repeats it in all that follow: few letters can become millions of
 * elements. A README of 64 KB of table cells has some 33,000.
 */
const maxElements = 50_000;

/** All that reads the tree afterwards calls itself for each level. */
const maxDepth = 250;

type Node = DefaultTreeAdapterMap['node'];

/** `undefined` where the tree would be too large or too deep. Scripts are off, as in the page that shows it. */
export function parseHtml(html: string): Root | undefined {
  const fragment = parseBounded(html);
  if (fragment === undefined || isTooDeep(fragment)) return undefined;
  const tree = fromParse5(fragment);
  return tree.type === 'root' ? tree : undefined;
}

const tooLarge = new RangeError('Too many elements');

function parseBounded(html: string): Node | undefined {
  let elements = 0;
  const treeAdapter: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    createElement(...parts) {
      elements += 1;
      if (elements > maxElements) throw tooLarge;
      return defaultTreeAdapter.createElement(...parts);
    },
  };
  try {
    return parseFragment(html, { treeAdapter, scriptingEnabled: false });
  } catch (error) {
    if (error === tooLarge) return undefined;
    throw error;
  }
}

function isTooDeep(root: Node): boolean {
  let level: readonly Node[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true;
    level = level.flatMap((node) => ('childNodes' in node ? node.childNodes : []));
  }
  return false;
}
