import { compareText } from '../../compare.ts';
import type { ArchiveFile } from '../../inspect/archive-files.ts';
import type { FileDifference, Pair } from '../review-report.ts';
import type { DiffLimits } from './diff-limits.ts';
import { createPatchBudget } from './patch-budget.ts';

interface ChangedFile extends Pair<ArchiveFile> {
  readonly path: string;
}

/** Files that were added, removed or changed, sorted by path. `before` is empty for the first version of a package. */
export function fileDifferences(
  { before, after }: { before: readonly ArchiveFile[]; after: readonly ArchiveFile[] },
  limits: DiffLimits,
): readonly FileDifference[] {
  const changed = changedFiles(before, after);
  const budget = createPatchBudget(limits);
  const patches = new Map(
    changed.toSorted(compareWorth).map((file) => [file.path, budget.patchOf(file)]),
  );
  return changed.map((file) => ({
    path: file.path,
    size: { before: file.before?.size, after: file.after?.size },
    patch: patches.get(file.path),
  }));
}

function changedFiles(
  before: readonly ArchiveFile[],
  after: readonly ArchiveFile[],
): readonly ChangedFile[] {
  const old = byPath(before);
  const now = byPath(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort(compareText)
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((file) => file.before?.digest !== file.after?.digest);
}

function byPath(files: readonly ArchiveFile[]): ReadonlyMap<string, ArchiveFile> {
  return new Map(files.map((file) => [file.path, file]));
}

/** The order in which files get a patch while there is room: package.json, then code, what is gone, and what nothing runs; small ones first. */
function compareWorth(a: ChangedFile, b: ChangedFile): number {
  return rankOf(a) - rankOf(b) || sizeOf(a) - sizeOf(b) || compareText(a.path, b.path);
}

const isDocument = /(?:^|\/)(?:readme|changelog|changes|history|licen[cs]e|notice)[^/]*$/i;

function rankOf({ path, after }: ChangedFile): number {
  if (path === 'package.json') return 0;
  if (isDocument.test(path)) return 3;
  return after === undefined ? 2 : 1;
}

function sizeOf({ before, after }: ChangedFile): number {
  return (before?.size ?? 0) + (after?.size ?? 0);
}
