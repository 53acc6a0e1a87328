// The difference of two texts as rows: what is drawn, as plain data.
import { structuredPatch } from 'diff';

export interface DiffRow {
  readonly kind: 'same' | 'added' | 'removed';
  /** Line numbers, from 1; `undefined` where the line is not in that version. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly text: string;
  /** The last line of its text, and no end of line behind it. @default false */
  readonly unended?: true;
}

export type Hunk = readonly DiffRow[];

/** Lines that may differ: beyond it, nobody reads on. */
export const mostChangedLines = 5000;
/** Lines around a change that are the same. */
const context = 3;

/** `undefined`: more lines than `mostChangedLines` differ. */
export function createHunks(before: string, after: string): readonly Hunk[] | undefined {
  // Its types do not know that it may give up.
  const patch = structuredPatch('', '', before, after, '', '', {
    context,
    maxEditLength: mostChangedLines,
  }) as ReturnType<typeof structuredPatch> | undefined;
  return patch?.hunks.map(({ oldStart, newStart, lines }) => rowsOf(lines, oldStart, newStart));
}

function rowsOf(lines: readonly string[], oldStart: number, newStart: number): Hunk {
  const rows: DiffRow[] = [];
  let before = oldStart;
  let after = newStart;
  for (const line of lines) {
    const text = line.slice(1).replace(/\r$/, '');
    if (line.startsWith('+')) rows.push({ kind: 'added', before: undefined, after: after++, text });
    else if (line.startsWith('-'))
      rows.push({ kind: 'removed', before: before++, after: undefined, text });
    else if (line.startsWith(' '))
      rows.push({ kind: 'same', before: before++, after: after++, text });
    else {
      const last = rows.pop();
      if (last !== undefined) rows.push({ ...last, unended: true });
    }
  }
  return rows;
}
