import type { ArchiveFile } from '../../inspect/archive-files.ts';
import type { Pair } from '../review-report.ts';
import { type DiffLimits, editsWithin, stepsOf } from './diff-limits.ts';
import { textOf } from './text-of.ts';
import { replacement, shortestPatch, type Texts } from './unified-patch.ts';

/** Makes patches as long as the limits, which are of all of them together, allow. */
export interface PatchBudget {
  /** `undefined` for what is no text, or does not fit. */
  patchOf(files: Pair<ArchiveFile>): string | undefined;
}

export function createPatchBudget(limits: DiffLimits): PatchBudget {
  let { patches, steps } = limits;
  const fitting = (patch: string): string | undefined => {
    if (patch.length > patches) return undefined;
    patches -= patch.length;
    return patch;
  };
  const replaced = (texts: Texts): string | undefined =>
    texts.before.length + texts.after.length > patches ? undefined : fitting(replacement(texts));
  const changed = (texts: Texts): string | undefined => {
    if (steps <= 0) return replaced(texts);
    const lines = lineCount(texts.before) + lineCount(texts.after);
    const edits = Math.min(limits.edits, editsWithin(steps, lines));
    if (edits < 1) {
      steps -= lines;
      return replaced(texts);
    }
    const found = shortestPatch(texts, { context: limits.context, edits });
    steps -= stepsOf({ edits: found?.edits ?? edits, lines });
    return found === undefined ? replaced(texts) : fitting(found.patch);
  };
  /** A character has four bytes at most. */
  const isHopeless = (size: number): boolean => size > 4 * patches;
  return {
    patchOf({ before, after }) {
      if (before !== undefined && after !== undefined) {
        if (Math.max(before.size, after.size) > limits.file) return undefined;
        if (steps <= 0 && isHopeless(before.size + after.size)) return undefined;
        const [old, now] = [textOf(before), textOf(after)];
        return old === undefined || now === undefined
          ? undefined
          : changed({ before: old, after: now });
      }
      const file = before ?? after;
      if (file === undefined || isHopeless(file.size)) return undefined;
      const text = textOf(file);
      if (text === undefined) return undefined;
      return replaced(
        before === undefined ? { before: '', after: text } : { before: text, after: '' },
      );
    },
  };
}

function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
