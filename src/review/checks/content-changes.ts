// Which files of a version a check has to look at: those that the version before did not have as they are.
import type { ArchiveFile } from '../../inspect/archive-files.ts';
import type { AddedVersion } from '../reviewed.ts';

export interface ContentChange {
  readonly file: ArchiveFile;
  /** What stood at the same path; `undefined` where nothing did. */
  readonly before: ArchiveFile | undefined;
}

/** New files and those with other bytes at their path, in the archive's order. */
export function contentChangesOf({
  files,
  previous,
}: Pick<AddedVersion, 'files' | 'previous'>): readonly ContentChange[] {
  const held = new Map(previous?.files.map((file) => [file.path, file]));
  return files
    .map((file) => ({ file, before: held.get(file.path) }))
    .filter(({ file, before }) => before?.digest !== file.digest);
}
