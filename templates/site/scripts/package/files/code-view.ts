// Lines of text with their numbers: a part of a long text at a time, so that a file of any length can be read.
import { element } from '../element.ts';
import type { Lines } from '../permalink.ts';
import type { Token } from './tokens.ts';

/** Lines that are in the document at once. */
export const linesAtOnce = 5000;
/** Characters of a line that are shown: a browser lays a line out as a whole. */
const longestLine = 20_000;

/** The first line of the part that holds the line; lines count from 1. */
export function partOf(line: number): number {
  return Math.floor((line - 1) / linesAtOnce) * linesAtOnce + 1;
}

export interface CodePart {
  readonly lines: readonly string[];
  /** The first that is shown. */
  readonly first: number;
  /** Of a line's permalink. */
  readonly hrefOf: (line: number) => string;
}

export function createCode({ lines, first, hrefOf }: CodePart): HTMLElement {
  const shown = lines.slice(first - 1, first - 1 + linesAtOnce);
  const rows = shown.map((text, index) => createRow(text, first + index, hrefOf(first + index)));
  return element('table', { class: 'code', role: 'presentation', dir: 'ltr' }, [
    element('tbody', {}, rows),
  ]);
}

function createRow(text: string, line: number, href: string): HTMLElement {
  const number = element('a', {
    href,
    'data-line': line,
    'aria-label': `Line ${line}`,
    tabindex: -1,
  });
  return element('tr', {}, [
    element('td', { class: 'line-number' }, [number]),
    element('td', { class: 'line' }, [shownLine(text)]),
  ]);
}

export function shownLine(text: string): string {
  return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
}

/** Puts the tokens in the place of the same text. */
export function colour(code: HTMLElement, lines: readonly (readonly Token[])[]): void {
  for (const number of code.querySelectorAll<HTMLElement>('[data-line]')) {
    const tokens = lines[Number(number.dataset['line']) - 1];
    const text = number.closest('tr')?.querySelector('.line');
    if (tokens === undefined || text === null || text === undefined) continue;
    if (tokens.map(([part]) => part).join('') !== text.textContent) continue;
    text.replaceChildren(...tokens.map(createToken));
  }
}

function createToken([text, ...classes]: Token): Node {
  return classes.reduceRight<Node>(
    (inner, name) => element('span', { class: name }, [inner]),
    document.createTextNode(text),
  );
}

/**
 * Marks the lines, and makes the number of the first of them the stop of the Tab key; without any, the first there is.
 * The result is the first marked row.
 */
export function markLines(code: HTMLElement, lines: Lines | undefined): HTMLElement | undefined {
  const rows = [...code.querySelectorAll<HTMLElement>('tr')];
  let first: HTMLElement | undefined;
  for (const row of rows) {
    const number = row.querySelector<HTMLElement>('[data-line]');
    const line = Number(number?.dataset['line']);
    const marked = lines !== undefined && line >= lines.first && line <= lines.last;
    row.classList.toggle('selected', marked);
    if (number !== null) number.tabIndex = -1;
    if (marked) first ??= row;
  }
  const stop = (first ?? rows[0])?.querySelector<HTMLElement>('[data-line]');
  if (stop !== null && stop !== undefined) stop.tabIndex = 0;
  return first;
}
