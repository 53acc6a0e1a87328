// Choosing lines: by a click, by another with Shift, or by the arrow keys among the numbers.
import type { Lines } from '../permalink.ts';

/** Tells `onSelect` of each choice. */
export function selectableLines(
  code: HTMLElement,
  selected: () => Lines | undefined,
  onSelect: (lines: Lines) => void,
): void {
  // The line from which Shift extends.
  let anchor = selected()?.first;
  const choose = (line: number, extend: boolean): void => {
    if (!extend || anchor === undefined) anchor = line;
    onSelect({ first: Math.min(anchor, line), last: Math.max(anchor, line) });
  };
  code.addEventListener('click', (event) => {
    const line = lineOf(event.target);
    if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(line, event.shiftKey);
  });
  code.addEventListener('keydown', (event) => {
    const line = lineOf(event.target);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (line === undefined || step === 0) return;
    const next = code.querySelector<HTMLElement>(`[data-line="${line + step}"]`);
    event.preventDefault();
    if (next === null) return;
    next.focus();
    if (event.shiftKey) {
      anchor ??= line;
      choose(line + step, true);
    }
  });
}

function lineOf(target: EventTarget | null): number | undefined {
  const number = target instanceof HTMLElement ? target.dataset['line'] : undefined;
  return number === undefined ? undefined : Number(number);
}
