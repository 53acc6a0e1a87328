// The files of a Change in the user's work tree: never over what is not committed, never through a symbolic link.
import { join } from 'node:path';
import type { ChangedFile } from '../change/change.ts';
import { StillpackError } from '../errors.ts';
import { blobIdOf } from '../source/blob-id.ts';
import type { Oid } from '../source/git-engine.ts';
import { removeDurably, writeDurably } from '../durable-write.ts';
import { readPlainFile } from './plain-path.ts';

export interface WorkTreeFile extends ChangedFile {
  /** What the commit that the change builds on has at this path. */
  readonly committed: Oid | undefined;
}

/** Puts the files in place; `undo` restores what was there before. */
export interface AppliedFiles {
  undo(): Promise<void>;
}

/**
 * Writes and removes the files, all or none. Throws UNCOMMITTED_CHANGES when a path holds what neither the commit
 * nor the change has (unless `overwrite`), and OUTPUT_NOT_WRITABLE when it leaves the work tree or cannot be written.
 */
export async function applyToWorkTree({
  workTree,
  objectFormat,
  files,
  overwrite,
}: {
  readonly workTree: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly files: readonly WorkTreeFile[];
  readonly overwrite: boolean;
}): Promise<AppliedFiles> {
  const before: ChangedFile[] = [];
  for (const file of files) {
    const bytes = await readPlainFile(workTree, file.path);
    if (!overwrite) refuseLoss(file, bytes, objectFormat);
    before.push({ path: file.path, bytes });
  }
  let put = 0;
  const restore = (): Promise<void> => putAll(workTree, before.slice(0, put));
  try {
    for (const file of files) {
      await putAll(workTree, [file]);
      put += 1;
    }
  } catch (cause) {
    await restore();
    throw new StillpackError('OUTPUT_NOT_WRITABLE', `${workTree} cannot be written.`, {
      path: workTree,
      hint: 'Nothing was changed; look at the permissions and the space on the disk.',
      cause,
    });
  }
  return { undo: restore };
}

async function putAll(workTree: string, files: readonly ChangedFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    const target = join(workTree, path);
    await (bytes === undefined ? removeDurably(target) : writeDurably(target, bytes));
  }
}

function refuseLoss(
  { path, bytes, committed }: WorkTreeFile,
  present: Uint8Array | undefined,
  objectFormat: 'sha1' | 'sha256',
): void {
  if (present === undefined) return;
  const id = blobIdOf(present, objectFormat);
  if (bytes !== undefined && blobIdOf(bytes, objectFormat) === id) return;
  if (committed === id || committed === blobIdOf(withoutCarriageReturns(present), objectFormat)) {
    return;
  }
  throw uncommittedChanges(path);
}

/** UNCOMMITTED_CHANGES: the file holds what neither the commit nor the change has. */
export function uncommittedChanges(path: string): StillpackError {
  return new StillpackError(
    'UNCOMMITTED_CHANGES',
    `${path} holds changes that are not committed.`,
    {
      path,
      hint: 'Commit them or take them back first.',
    },
  );
}

/** What git stores of a text file that `core.autocrlf` checked out. */
function withoutCarriageReturns(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
