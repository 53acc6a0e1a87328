// A unified diff of two texts, without the lines that name the files.
import { formatPatch, OMIT_HEADERS, structuredPatch } from 'diff';

type StructuredPatch = NonNullable<ReturnType<typeof structuredPatch>>;

export interface Texts {
  readonly before: string;
  readonly after: string;
}

export interface FoundPatch {
  readonly patch: string;
  /** Lines added and removed. */
  readonly edits: number;
}

/** The shortest; `undefined` when it has more edits than that. Takes time that grows with their square. */
export function shortestPatch(
  { before, after }: Texts,
  { context, edits: maxEditLength }: { readonly context: number; readonly edits: number },
): FoundPatch | undefined {
  // Bounded by edits, not by the clock: the same texts give the same patch on every machine.
  const options = { context, maxEditLength };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (patch === undefined) return undefined;
  const edits = patch.hunks
    .flatMap(({ lines }) => lines)
    .filter((line) => line.startsWith('+') || line.startsWith('-')).length;
  return { patch: written(patch), edits };
}

/** All lines removed, and all added. Empty for two empty texts. */
export function replacement({ before, after }: Texts): string {
  const [removed, added] = [linesOf(before), linesOf(after)];
  if (removed.length + added.length === 0) return '';
  const lines = [...marked('-', before, removed), ...marked('+', after, added)];
  const hunk = {
    oldStart: 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    lines,
  };
  return written({
    ...{ oldFileName: undefined, newFileName: undefined },
    ...{ oldHeader: undefined, newHeader: undefined },
    hunks: [hunk],
  });
}

function written(patch: StructuredPatch): string {
  return patch.hunks.length === 0 ? '' : formatPatch(patch, OMIT_HEADERS);
}

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function marked(sign: '-' | '+', text: string, lines: readonly string[]): readonly string[] {
  const signed = lines.map((line) => `${sign}${line}`);
  const isOpen = text !== '' && !text.endsWith('\n');
  return isOpen ? [...signed, '\\ No newline at end of file'] : signed;
}
