// The files of the output folder. Nothing outside it can be read, written or removed: symbolic links inside are
// followed neither as a folder nor as the file itself.
import { constants } from 'node:fs';
import {
  type FileHandle,
  mkdtemp,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  unlink,
} from 'node:fs/promises';
import nodePath from 'node:path';
import { compareText } from '../compare.ts';
import type { OutputPath } from '../host/output-path.ts';
import { hasCode } from '../system-error.ts';
import { guarded } from './disk-errors.ts';
import { createSafeFolders, lstatOf, type SafeFolders } from './safe-folders.ts';
import { isLeftover, lockPath, temporaryPrefix, workFolder } from './work-folder.ts';
import type { DiskFile } from './write-plan.ts';

export interface OutputDisk {
  /** The regular file at `path`, or `undefined`. */
  stat(path: OutputPath): Promise<DiskFile | undefined>;
  /** Its bytes, or `undefined`. */
  read(path: OutputPath): Promise<Uint8Array | undefined>;
  /** Names in a folder, sorted, those of folders with a `/` at the end; empty when it is none. */
  list(folder: OutputPath | ''): Promise<readonly string[]>;
  /** What must go before a file can lie at `path`: a file where a folder must be, or a folder at `path`. */
  obstacleOf(path: OutputPath): Promise<OutputPath | undefined>;
  /** Puts a file there as a whole or not at all, mode 644, its folders 755, whatever the umask. */
  write(path: OutputPath, bytes: Uint8Array, date: Date): Promise<void>;
  /** Makes a file that is not there yet, for one maker only; whether it did. One that cannot be filled is removed. */
  create(path: OutputPath, bytes: Uint8Array): Promise<boolean>;
  /** Moves a file in its folder, over another one; whether it was there. */
  rename(from: OutputPath, to: OutputPath): Promise<boolean>;
  /** Removes a file and the folders it leaves empty; whether it was there. */
  remove(path: OutputPath): Promise<boolean>;
  /** Removes a folder that holds nothing; whether it is gone now. */
  removeFolder(path: OutputPath): Promise<boolean>;
  /** Removes temporary files: this process's, and what crashed ones left. */
  removeTemporary(): Promise<void>;
}

/** `dir` need not exist; a symbolic link to it is followed here, once. Nothing is changed before a call does. */
const basenameOfLock = nodePath.posix.basename(lockPath);

export async function openDisk(dir: string): Promise<OutputDisk> {
  const folders = createSafeFolders(await realpath(dir).catch(() => nodePath.resolve(dir)));
  let temporaryFolder: Promise<string> | undefined;
  let made = 0;

  const disk: OutputDisk = {
    stat: (path) => statFile(folders, path),
    read: (path) => readFile(folders, path),
    list: (path) => listFolder(folders, path),

    async obstacleOf(path) {
      const above = await folders.obstacleAbove(path);
      if (above !== undefined) return above;
      return (await lstatOf(folders.absolute(path)))?.isDirectory() === true ? path : undefined;
    },

    // write-file-atomic follows a symbolic link at `path`, and cannot set the time before it renames. No fsync: a
    // rename is atomic without, and the next build sees by its size a file that a power cut left empty.
    async write(path, bytes, date) {
      temporaryFolder ??= makeTemporaryFolder(folders);
      const temporary = nodePath.join(await temporaryFolder, String((made += 1)));
      const handle = await open(temporary, 'wx', 0o644);
      try {
        await handle.writeFile(bytes);
        await handle.chmod(0o644);
        await handle.utimes(date, date);
      } finally {
        await handle.close();
      }
      await folders.makeAbove(path);
      await rename(temporary, folders.absolute(path));
    },

    async create(path, bytes) {
      await folders.makeAbove(path);
      const absolute = folders.absolute(path);
      const handle = await openNew(absolute);
      if (handle === undefined) return false;
      try {
        await handle.writeFile(bytes).finally(() => handle.close());
      } catch (error) {
        await rm(absolute, { force: true });
        throw error;
      }
      return true;
    },

    async rename(from, to) {
      if (!(await folders.areAbove(from))) return false;
      try {
        await rename(folders.absolute(from), folders.absolute(to));
        return true;
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return false;
        throw error;
      }
    },

    async remove(path) {
      const isThere =
        (await folders.areAbove(path)) && (await isFileSpelledSo(folders.absolute(path)));
      if (isThere) await unlink(folders.absolute(path));
      await folders.removeEmptyAbove(path);
      return isThere;
    },

    async removeFolder(path) {
      if (!(await folders.areAbove(path))) return true;
      try {
        await rmdir(folders.absolute(path));
      } catch (error) {
        if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
        if (!hasCode(error, 'ENOENT')) throw error;
      }
      return true;
    },

    async removeTemporary() {
      temporaryFolder = undefined;
      if (!(await folders.areAbove(`${workFolder}/x`))) return;
      for (const name of await readdir(folders.absolute(workFolder))) {
        if (!isLeftover(name) || name === basenameOfLock) continue;
        await rm(folders.absolute(`${workFolder}/${name}`), { recursive: true, force: true });
      }
    },
  };
  return guardedDisk(dir, disk);
}

/** `undefined` when there is something already. */
async function openNew(absolute: string): Promise<FileHandle | undefined> {
  try {
    return await open(absolute, 'wx', 0o644);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return undefined;
    throw error;
  }
}

async function statFile(folders: SafeFolders, path: string): Promise<DiskFile | undefined> {
  if (!(await folders.areAbove(path))) return undefined;
  const stats = await lstatOf(folders.absolute(path));
  return stats?.isFile() === true ? { size: stats.size, date: stats.mtime } : undefined;
}

async function readFile(folders: SafeFolders, path: string): Promise<Uint8Array | undefined> {
  if ((await statFile(folders, path)) === undefined) return undefined;
  const handle = await open(folders.absolute(path), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function listFolder(folders: SafeFolders, path: string): Promise<readonly string[]> {
  if (path !== '' && !(await folders.areAbove(`${path}/x`))) return [];
  try {
    const entries = await readdir(folders.absolute(path), { withFileTypes: true });
    return entries
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .toSorted(compareText);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function makeTemporaryFolder(folders: SafeFolders): Promise<string> {
  await folders.makeAbove(`${workFolder}/x`);
  return mkdtemp(folders.absolute(`${workFolder}/${temporaryPrefix}`));
}

/**
 * Whether the file, or link, has this very name: on a disk that folds case the path may lead to another spelling,
 * that of a file which is wanted. What became a folder meanwhile is wanted too.
 */
async function isFileSpelledSo(absolute: string): Promise<boolean> {
  const stats = await lstatOf(absolute);
  if (stats === undefined || stats.isDirectory()) return false;
  return (await readdir(nodePath.dirname(absolute))).includes(nodePath.basename(absolute));
}

function guardedDisk(dir: string, disk: OutputDisk): OutputDisk {
  return {
    stat: (path) => guarded(dir, () => disk.stat(path)),
    read: (path) => guarded(dir, () => disk.read(path)),
    list: (path) => guarded(dir, () => disk.list(path)),
    obstacleOf: (path) => guarded(dir, () => disk.obstacleOf(path)),
    write: (path, bytes, date) => guarded(dir, () => disk.write(path, bytes, date)),
    create: (path, bytes) => guarded(dir, () => disk.create(path, bytes)),
    rename: (from, to) => guarded(dir, () => disk.rename(from, to)),
    remove: (path) => guarded(dir, () => disk.remove(path)),
    removeFolder: (path) => guarded(dir, () => disk.removeFolder(path)),
    removeTemporary: () => guarded(dir, () => disk.removeTemporary()),
  };
}
