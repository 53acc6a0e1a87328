// When a file says that it was made. Servers make its ETag of that, in seconds, and of its size.
import type { OutputPath } from '../host/output-path.ts';
import type { DiskFile, PlannedFile, RecordedFile } from './write-plan.ts';

/** A second, in milliseconds. */
const second = 1000;

/** A day, in milliseconds: by how much a file's time may be later than the date of what it was made from. */
const maxLater = 24 * 60 * 60 * second;

/** Whether what the disk has is what was written there, and not changed by others later. */
export function looksLike(file: DiskFile, disk: DiskFile | undefined): boolean {
  if (disk?.size !== file.size) return false;
  // The same bytes may have been made from an older state, and keep its date.
  const later = disk.date.getTime() - file.date.getTime();
  return later <= 0 || (later <= maxLater && later % second === 0);
}

/**
 * The same file, later by whole seconds than the one on the disk that has other bytes. Both dates may be equal: of two
 * commits within a second, or of all that follow one from the future. With the size unchanged the ETag would be, too, and a
 * cache would keep the old document. So a time follows from what was there before, and is no part of what two builds
 * have in common.
 */
export function laterThan(
  disk: DiskFile | undefined,
  file: PlannedFile,
  recorded: ReadonlyMap<OutputPath, RecordedFile>,
): PlannedFile {
  if (disk === undefined || recorded.get(file.path)?.digest === file.digest) return file;
  const later = (Math.floor(disk.date.getTime() / second) + 1) * second - file.date.getTime();
  // What is later by more was not written by a build, or will be told apart by the way back.
  if (later <= 0 || later > maxLater) return file;
  return { ...file, date: new Date(file.date.getTime() + later) };
}
