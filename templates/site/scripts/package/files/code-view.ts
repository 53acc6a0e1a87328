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
  return element(
    'pre',
    { class: 'code', dir: 'ltr' },
    shown.map((text, index) => createLine(text, first + index, hrefOf(first + index))),
  );
}

function createLine(text: string, line: number, href: string): HTMLElement {
  const number = element('a', {
    class: 'line-number',
    href,
    'data-line': line,
    'aria-label': `Line ${line}`,
    tabindex: -1,
  });
  const cut = text.length > longestLine;
  const shown = cut ? `${text.slice(0, longestLine)}…` : text;
  return element('span', { class: 'line', id: `L${line}` }, [number, element('code', {}, [shown])]);
}

/** Puts the tokens in the place of the same text. */
export function colour(code: HTMLElement, lines: readonly (readonly Token[])[]): void {
  for (const line of code.querySelectorAll<HTMLElement>('.line')) {
    const tokens = lines[Number(line.id.slice(1)) - 1];
    const text = line.querySelector('code');
    if (tokens === undefined || text === null) continue;
    if (tokens.map(([part]) => part).join('') !== text.textContent) continue;
    text.replaceChildren(...tokens.map(createToken));
  }
}

function createToken([text, ...classes]: Token): Node {
  return classes.reduceRight<Node>((inner, name) => {
    const span = element('span', { class: name });
    span.append(inner);
    return span;
  }, document.createTextNode(text));
}

/** Marks the lines, and makes the first of them the stop of the Tab key; without any, the first there is. */
export function markLines(code: HTMLElement, lines: Lines | undefined): HTMLElement | undefined {
  for (const marked of code.querySelectorAll('.marked')) marked.classList.remove('marked');
  for (const stop of code.querySelectorAll('a[tabindex="0"]')) stop.setAttribute('tabindex', '-1');
  const at = (line: number): HTMLElement | null => code.querySelector<HTMLElement>(`#L${line}`);
  const end = Math.min(lines?.last ?? 0, (lines?.first ?? 0) + linesAtOnce);
  for (let line = lines?.first ?? 1; line <= end; line++) at(line)?.classList.add('marked');
  const first = code.querySelector<HTMLElement>('.marked');
  (first ?? code).querySelector<HTMLElement>('.line-number')?.setAttribute('tabindex', '0');
  return first ?? undefined;
}
