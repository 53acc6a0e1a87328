import { StillpackError } from '../errors.ts';
import { type OutputPath, outputPathOf } from '../host/output-path.ts';
import { twinAt } from '../host/precompressed.ts';
import { mapInOrder } from '../map-in-order.ts';
import type { LateBytes } from '../output/output-file.ts';
import type { OutputDisk } from './output-disk.ts';
import { writeOrder } from './plan-writes.ts';
import type { PlannedFile, WritePlan } from './write-plan.ts';

/** Files of one kind that are written at the same time; also how many tarballs are in memory, of large ones a piece each. */
const ahead = 4;

export interface Applying {
  readonly disk: OutputDisk;
  /** Whether a build of ours wrote the file: only such a file is ever removed to make room. */
  isOurs(path: OutputPath): Promise<boolean>;
  onWritten(file: PlannedFile): void;
}

/**
 * Writes, kind after kind, then removes. A server answers with a document's compressed twin rather than with the document:
 * so a twin that is not wanted goes first of all, and another one comes before its document does. Gives the number of
 * files that were there to remove.
 */
export async function applyPlan(plan: WritePlan, applying: Applying): Promise<number> {
  const { disk } = applying;
  const isTwin = (path: OutputPath): boolean => twinAt(path) !== undefined;
  let removed = await removeAll(plan.remove.filter(isTwin), disk);
  for (const kinds of writeOrder) {
    const files = plan.write.filter((file) => kinds.includes(file.kind));
    // One after the other: what is cleared must not be a file that was written a moment ago.
    for (const { path } of files) {
      const obstacle = await disk.obstacleOf(path);
      if (obstacle !== undefined) await clear(obstacle, applying);
    }
    for (const twins of [true, false]) {
      const next = files.filter((file) => (file.isTwin === true) === twins);
      for await (const file of mapInOrder(next, { ahead }, (each) => writeFile(each, disk))) {
        applying.onWritten(file);
      }
    }
  }
  removed += await removeAll(
    plan.remove.filter((path) => !isTwin(path)),
    disk,
  );
  return removed;
}

async function removeAll(paths: readonly OutputPath[], disk: OutputDisk): Promise<number> {
  let removed = 0;
  for (const path of paths) removed += Number(await disk.remove(path));
  return removed;
}

async function writeFile(file: PlannedFile, disk: OutputDisk): Promise<PlannedFile> {
  const body = typeof file.body === 'function' ? await file.body() : file.body;
  if (body instanceof Uint8Array) await writeWhole(file, body, disk);
  else await writeLate(file, body, disk);
  return file;
}

async function writeWhole(file: PlannedFile, bytes: Uint8Array, disk: OutputDisk): Promise<void> {
  if (bytes.length !== file.size) {
    throw new RangeError(`${file.path}: ${bytes.length} bytes came where ${file.size} were said`);
  }
  await disk.write(file.path, bytes, file.date);
}

async function writeLate(file: PlannedFile, body: LateBytes, disk: OutputDisk): Promise<void> {
  if (body.spooled !== undefined && (await disk.adopt(body.spooled, file))) return;
  try {
    await disk.write(file.path, body.pieces(), file.date);
  } catch (error) {
    if (!(error instanceof StillpackError && error.code === 'BYTES_LOST')) throw error;
    // What was written before that is no file yet. The bytes may still be elsewhere.
    await writeWhole(file, await body.whole(), disk);
  }
}

/**
 * Removes a file that lies where a folder must be, or a folder where a file must be: what an earlier build wrote
 * there is not wanted now, since no two wanted files stand in each other's way.
 */
async function clear(path: OutputPath, applying: Applying): Promise<void> {
  const { disk } = applying;
  if ((await disk.stat(path)) !== undefined) {
    if (!(await applying.isOurs(path))) throw inTheWay(path);
    await disk.remove(path);
    return;
  }
  for (const name of await disk.list(path)) {
    const inside = outputPathOf(`${path}/${name.replace(/\/$/, '')}`);
    if (inside === undefined) throw inTheWay(path);
    await clear(inside, applying);
  }
  if (!(await disk.removeFolder(path))) throw inTheWay(path);
}

function inTheWay(path: string): StillpackError {
  return new StillpackError(
    'OUTPUT_NOT_OURS',
    `${path} in the output folder is in the way, and stillpack did not write it.`,
    { path, hint: 'Move it elsewhere, or build into an empty folder.' },
  );
}
