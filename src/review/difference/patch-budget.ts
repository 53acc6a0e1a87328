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
    const lines = lineCount(texts.before) + lineCount(texts.after);
    const edits = Math.min(limits.edits, editsWithin(steps, lines));
    const found = edits < 1 ? undefined : shortestPatch(texts, { context: limits.context, edits });
    if (edits >= 1) steps -= stepsOf({ edits: found?.edits ?? edits, lines });
    return found === undefined ? replaced(texts) : fitting(found.patch);
  };
  return {
    patchOf({ before, after }) {
      if (before !== undefined && after !== undefined) {
        if (Math.max(before.size, after.size) > limits.file) return undefined;
        const [old, now] = [textOf(before), textOf(after)];
        return old === undefined || now === undefined
          ? undefined
          : changed({ before: old, after: now });
      }
      const file = before ?? after;
      // A character has four bytes at most.
      if (file === undefined || file.size > 4 * patches) return undefined;
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
