// Files that are whole or absent, also after a power cut: temp + fsync + rename + fsync of the folder.
import { randomUUID } from 'node:crypto';
import { chmod, chown, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { hasCode } from './system-error.ts';

export interface WriteOptions {
  /** @default 0o644 */
  readonly mode?: number;
  /** Whose the file shall be, where this process may give it away. @default the process's user and group */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** Awaited when nothing is left to do but the rename; when it throws, the file at `path` stays what it was. */
  readonly confirm?: () => Promise<void>;
}

/** Writes the file and the folders it lies in. Resolves when all of it is on the disk. */
export async function writeDurably(
  path: string,
  bytes: Uint8Array | string,
  { mode = 0o644, owner, confirm }: WriteOptions = {},
): Promise<void> {
  const folder = dirname(path);
  const created = await makeFolder(folder);
  const temporary = join(folder, `.stillpack-${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // `open` subtracts the umask.
    await chmod(temporary, mode);
    if (owner !== undefined) await giveTo(temporary, owner);
    await confirm?.();
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await syncFolders(folder, created === undefined ? folder : dirname(created));
}

async function giveTo(
  path: string,
  { uid, gid }: NonNullable<WriteOptions['owner']>,
): Promise<void> {
  try {
    await chown(path, uid, gid);
  } catch (error) {
    // Only the superuser may; for anybody else it stays as it is.
    if (!hasCode(error, 'EPERM')) throw error;
  }
}

/** Removes the file; a missing one is fine. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolders(dirname(path), dirname(path));
}

/** Syncs `folder` and its parents up to and including `top`. */
async function syncFolders(folder: string, top: string): Promise<void> {
  await syncFolder(folder);
  if (folder !== top && dirname(folder) !== folder) await syncFolders(dirname(folder), top);
}

/** Windows cannot open a folder, and some file systems cannot sync one: there the rename has to do. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
}
