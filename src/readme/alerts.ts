// `> [!NOTE]` and its like: quotes at the top level that GitHub shows as alerts.
import type { Element, Root } from 'hast';
import { become, element } from './element.ts';

const marker = /^\s*\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;

export function markAlerts(tree: Root): void {
  for (const node of tree.children) {
    if (node.type === 'element' && node.tagName === 'blockquote') markAlert(node);
  }
}

function markAlert(quote: Element): void {
  const first = quote.children.find((child) => child.type === 'element');
  const text = first?.tagName === 'p' ? first.children[0] : undefined;
  if (first === undefined || text?.type !== 'text') return;
  const [all = '', word] = marker.exec(text.value) ?? [];
  // Alone in its line; and an alert that says nothing is none.
  const isAlone = all.endsWith('\n') || first.children.length === 1;
  if (word === undefined || !isAlone) return;
  text.value = text.value.slice(all.length);
  const rest = quote.children.filter((child) => child !== first || hasContent(first));
  if (!rest.some((child) => child.type === 'element')) {
    text.value = all + text.value;
    return;
  }
  const kind = word.toLowerCase();
  const title = element('p', { className: ['markdown-alert-title'] }, [capital(kind)]);
  const className = ['markdown-alert', `markdown-alert-${kind}`];
  become(quote, element('div', { className }, [title, ...rest]));
}

function hasContent({ children }: Element): boolean {
  return children.some((child) => child.type !== 'text' || child.value.trim() !== '');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
