import { compareText } from '../../compare.ts';
import type { ArchiveFile } from '../../inspect/archive-files.ts';
import type { FileDifference, Pair } from '../review-report.ts';
import { compareWorth } from './compare-worth.ts';
import type { DiffLimits } from './diff-limits.ts';
import { createPatchBudget } from './patch-budget.ts';

interface ChangedFile extends Pair<ArchiveFile>, Pick<FileDifference, 'path' | 'size'> {}

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
  return changed.map(({ path, size }) => ({ path, size, patch: patches.get(path) }));
}

function changedFiles(
  before: readonly ArchiveFile[],
  after: readonly ArchiveFile[],
): readonly ChangedFile[] {
  const old = byPath(before);
  const now = byPath(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort(compareText)
    .map((path) => changedFile(path, { before: old.get(path), after: now.get(path) }))
    .filter((file) => file.before?.digest !== file.after?.digest);
}

function changedFile(path: string, { before, after }: Pair<ArchiveFile>): ChangedFile {
  return { path, before, after, size: { before: before?.size, after: after?.size } };
}

function byPath(files: readonly ArchiveFile[]): ReadonlyMap<string, ArchiveFile> {
  return new Map(files.map((file) => [file.path, file]));
}
