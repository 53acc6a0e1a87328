// The difference of one file, drawn.
import { formatBytes } from '../../../../../src/amounts.ts';
import { askWorker } from '../ask-worker.ts';
import { element, notice } from '../element.ts';
import { shownLine } from '../files/code-view.ts';
import { readText, reorderedText } from '../files/file-content.ts';
import type { DiffAnswer } from './diff-worker.ts';
import type { DiffRow, Hunk } from './hunks.ts';

/** Of each of the two, in bytes. */
const largest = 1e6;
const milliseconds = 5000;

/** The rows of the difference, or why there are none. */
export async function createDiff(
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): Promise<HTMLElement> {
  const [one, other] = [before ?? new Uint8Array(), after ?? new Uint8Array()];
  if (Math.max(one.length, other.length) > largest) {
    return notice(`Files of more than ${formatBytes(largest)} are not compared.`);
  }
  const [old, current] = [readText(one), readText(other)];
  if (old.kind !== 'text' || current.kind !== 'text') {
    return notice(`Binary: ${formatBytes(one.length)} before, ${formatBytes(other.length)} after.`);
  }
  const hunks = await askWorker<DiffAnswer>(
    () => new Worker(new URL('./diff-worker.ts', import.meta.url), { type: 'module' }),
    { before: old.text, after: current.text },
    milliseconds,
  );
  if (hunks === undefined) return notice('Comparing these two takes too long.');
  if (hunks === null) return notice('Too many lines differ to be shown.');
  if (hunks.length === 0) return notice('Only ends of lines or bytes that are no text differ.');
  const table = createTable(hunks);
  return old.reordered || current.reordered
    ? element('div', {}, [notice(reorderedText), table])
    : table;
}

function createTable(hunks: readonly Hunk[]): HTMLElement {
  return element(
    'div',
    { class: 'code-scroll', tabindex: 0, role: 'region', 'aria-label': 'Changed lines' },
    [
      element('table', { class: 'code diff', dir: 'ltr' }, [
        element('thead', { class: 'visually-hidden' }, [
          element('tr', {}, [
            element('th', { scope: 'col' }, ['Line before']),
            element('th', { scope: 'col' }, ['Line after']),
            element('th', { scope: 'col' }, ['Text']),
          ]),
        ]),
        ...hunks.map(createBody),
      ]),
    ],
  );
}

function createBody(hunk: Hunk): HTMLElement {
  const [first] = hunk;
  const place = first === undefined ? '' : `From line ${first.after ?? first.before ?? 1}`;
  const title = element('tr', { class: 'hunk' }, [element('td', { colspan: 3 }, [place])]);
  return element('tbody', {}, [title, ...hunk.map(createRow)]);
}

function createRow({ kind, before, after, text, unended }: DiffRow): HTMLElement {
  const shown = shownLine(text);
  const content = kind === 'same' ? shown : element(kind === 'added' ? 'ins' : 'del', {}, [shown]);
  const end = unended === true ? [element('small', {}, [' (no end of line)'])] : [];
  return element('tr', { class: kind }, [
    element('td', { class: 'line-number', 'data-line': before }),
    element('td', { class: 'line-number', 'data-line': after }),
    element('td', { class: 'line' }, [content, ...end]),
  ]);
}
