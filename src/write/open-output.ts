import { lstat } from 'node:fs/promises';
import { StillpackError } from '../errors.ts';
import { outputPathOf } from '../host/output-path.ts';
import { hasCode } from '../system-error.ts';
import { guarded } from './disk-errors.ts';
import { openDisk, type OutputDisk } from './output-disk.ts';
import { createOutputFolder, type OutputFolder } from './output-folder.ts';
import { buildRecordPath, isLeftover, workFolder } from './work-folder.ts';

/**
 * Opens a folder to build into: one that is missing or empty, or that an earlier build wrote. Only reads: see
 * `createOutputFolder` for what changes it first.
 * Throws OUTPUT_NOT_OURS, OUTPUT_NOT_WRITABLE.
 */
export async function openOutput(dir: string): Promise<OutputFolder> {
  await guarded(dir, () => checkIsFolder(dir));
  const disk = await openDisk(dir);
  const bytes = await disk.read(buildRecordPath);
  if (bytes !== undefined || (await isUntouched(disk))) return createOutputFolder(disk, bytes);
  throw new StillpackError('OUTPUT_NOT_OURS', `${dir} holds files that stillpack did not write.`, {
    path: dir,
    hint: 'Choose a new or empty folder with --out; nothing in this one was touched.',
  });
}

async function checkIsFolder(dir: string): Promise<void> {
  try {
    await lstat(`${dir}/.`);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** Whether there is no file but what a first build leaves that was stopped before it wrote its record. */
async function isUntouched(disk: OutputDisk): Promise<boolean> {
  const dash = outputPathOf('-');
  if (dash === undefined) return false;
  return (
    (await disk.list('')).every((name) => name === '-/') &&
    (await disk.list(dash)).every((name) => name === 'stillpack/') &&
    (await disk.list(workFolder)).every(isLeftover)
  );
}
