// The files of the output folder. Nothing outside it can be read, written or removed: symbolic links inside are
// followed neither as a folder nor as the file itself.
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  futimesSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import nodePath from 'node:path';
import { compareText } from '../compare.ts';
import { handedOverBytes } from '../handed-over-bytes.ts';
import type { OutputPath } from '../host/output-path.ts';
import { hasCode } from '../system-error.ts';
import { guarded } from './disk-errors.ts';
import { createSafeFolders, lstatOf, type SafeFolders } from './safe-folders.ts';
import { isLeftover, lockPath, temporaryPrefix, workFolder } from './work-folder.ts';
import type { DiskFile, PlannedFile } from './write-plan.ts';

/** Of a file that is written; a piece may be overwritten once the next is asked for. */
type FileBytes = Uint8Array | AsyncIterable<Uint8Array>;

export interface OutputDisk {
  /** The regular file at `path`, or `undefined`. */
  stat(path: OutputPath): Promise<DiskFile | undefined>;
  /** Its bytes, or `undefined`. */
  read(path: OutputPath): Promise<Uint8Array | undefined>;
  /** Names in a folder, sorted, those of folders with a `/` at the end; empty when it is none. */
  list(folder: OutputPath | ''): Promise<readonly string[]>;
  /** What must go before a file can lie at `path`: a file where a folder must be, or a folder at `path`. */
  obstacleOf(path: OutputPath): Promise<OutputPath | undefined>;
  /**
   * Puts a file there as a whole or not at all, mode 644, its folders 755, whatever the umask. Rejects as the pieces do
   * that it is given in.
   */
  write(path: OutputPath, bytes: FileBytes, date: Date): Promise<void>;
  /** The absolute path of a new temporary file, not there yet. */
  temporary(): Promise<string>;
  /** The same as `write` of the bytes in a temporary file, if there are `size` of them; whether it was done. */
  adopt(temporary: string, file: Pick<PlannedFile, 'path' | 'size' | 'date'>): Promise<boolean>;
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

const basenameOfLock = nodePath.posix.basename(lockPath);

/** `dir` need not exist; a symbolic link to it is followed here, once. Nothing is changed before a call does. */
export async function openDisk(dir: string): Promise<OutputDisk> {
  const folders = createSafeFolders(await realpath(dir).catch(() => nodePath.resolve(dir)));
  const guard = <Result>(operation: () => Promise<Result> | Result): Promise<Result> =>
    guarded(dir, operation);
  let root: Promise<void> | undefined;
  let temporaryFolder: string | undefined;
  let made = 0;
  let needsMode: boolean | undefined;

  const makeAbove = async (path: OutputPath): Promise<void> => {
    await (root ??= folders.makeRoot());
    folders.makeAbove(path);
  };

  const newTemporary = (): string => {
    temporaryFolder ??= makeTemporaryFolder(folders);
    return `${temporaryFolder}/${(made += 1)}`;
  };

  /** Into an open file of the temporary folder, where all come out with the same mode. */
  const finishFile = (fd: number, date: Date): void => {
    needsMode ??= (fstatSync(fd).mode & 0o777) !== 0o644;
    if (needsMode) fchmodSync(fd, 0o644);
    futimesSync(fd, date, date);
  };

  const writeTemporary = async (file: string, bytes: FileBytes, date: Date): Promise<void> => {
    if (!(bytes instanceof Uint8Array) || bytes.length >= handedOverBytes) {
      const handle = await open(file, 'wx', 0o644);
      try {
        await writeFile(handle, bytes);
        finishFile(handle.fd, date);
      } finally {
        await handle.close();
      }
      return;
    }
    const fd = openSync(file, 'wx', 0o644);
    fillAndClose(fd, () => {
      writeFileSync(fd, bytes);
      finishFile(fd, date);
    });
  };

  return {
    stat: (path) => guard(() => statFile(folders, path)),
    read: (path) => guard(() => readFile(folders, path)),
    list: (path) => guard(() => listFolder(folders, path)),
    obstacleOf: (path) => guard(() => folders.obstacleOf(path)),
    removeFolder: (path) => guard(() => !folders.areAbove(path) || folders.remove(path)),

    // write-file-atomic follows a symbolic link at `path`, and cannot set the time before it renames. No fsync: a
    // rename is atomic without, and the next build sees by its size a file that a power cut left empty.
    write: (path, bytes, date) =>
      guard(async () => {
        await makeAbove(path);
        const temporary = newTemporary();
        try {
          await writeTemporary(temporary, bytes, date);
          renameSync(temporary, folders.absolute(path));
        } catch (error) {
          rmSync(temporary, { force: true });
          throw error;
        }
      }),

    temporary: () =>
      guard(async () => {
        await (root ??= folders.makeRoot());
        return newTemporary();
      }),

    adopt: (temporary, { path, size, date }) =>
      guard(async () => {
        if (lstatOf(temporary)?.size !== size) return false;
        await makeAbove(path);
        const fd = openSync(temporary, constants.O_RDWR | constants.O_NOFOLLOW);
        fillAndClose(fd, () => {
          fchmodSync(fd, 0o644);
          futimesSync(fd, date, date);
        });
        renameSync(temporary, folders.absolute(path));
        return true;
      }),

    create: (path, bytes) =>
      guard(async () => {
        await makeAbove(path);
        const absolute = folders.absolute(path);
        const fd = openNew(absolute);
        if (fd === undefined) return false;
        try {
          fillAndClose(fd, () => writeFileSync(fd, bytes));
        } catch (error) {
          rmSync(absolute, { force: true });
          throw error;
        }
        return true;
      }),

    rename: (from, to) =>
      guard(() => {
        if (!folders.areAbove(from)) return false;
        try {
          renameSync(folders.absolute(from), folders.absolute(to));
          return true;
        } catch (error) {
          if (hasCode(error, 'ENOENT')) return false;
          throw error;
        }
      }),

    remove: (path) =>
      guard(() => {
        const isThere = folders.areAbove(path) && isFileSpelledSo(folders.absolute(path));
        if (isThere) unlinkSync(folders.absolute(path));
        folders.removeEmptyAbove(path);
        return isThere;
      }),

    removeTemporary: () =>
      guard(async () => {
        temporaryFolder = undefined;
        if (!folders.areAbove(`${workFolder}/x`)) return;
        for (const name of await readdir(folders.absolute(workFolder))) {
          if (!isLeftover(name) || name === basenameOfLock) continue;
          await rm(folders.absolute(`${workFolder}/${name}`), { recursive: true, force: true });
        }
      }),
  };
}

/** `undefined` when there is something already. */
function openNew(absolute: string): number | undefined {
  try {
    return openSync(absolute, 'wx', 0o644);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return undefined;
    throw error;
  }
}

function fillAndClose(fd: number, fill: () => void): void {
  try {
    fill();
  } finally {
    closeSync(fd);
  }
}

function statFile(folders: SafeFolders, path: string): DiskFile | undefined {
  if (!folders.areAbove(path)) return undefined;
  const stats = lstatOf(folders.absolute(path));
  return stats?.isFile() === true ? { size: stats.size, date: stats.mtime } : undefined;
}

function readFile(folders: SafeFolders, path: string): Uint8Array | undefined {
  if (statFile(folders, path) === undefined) return undefined;
  const flag = constants.O_RDONLY | constants.O_NOFOLLOW;
  const fd = openSync(folders.absolute(path), flag);
  try {
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

function listFolder(folders: SafeFolders, path: string): readonly string[] {
  if (path !== '' && !folders.areAbove(`${path}/x`)) return [];
  try {
    return readdirSync(folders.absolute(path), { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .toSorted(compareText);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function makeTemporaryFolder(folders: SafeFolders): string {
  folders.makeAbove(`${workFolder}/x`);
  return mkdtempSync(folders.absolute(`${workFolder}/${temporaryPrefix}`));
}

/**
 * Whether the file, or link, has this very name: on a disk that folds case the path may lead to another spelling,
 * that of a file which is wanted. What became a folder meanwhile is wanted too.
 */
function isFileSpelledSo(absolute: string): boolean {
  const stats = lstatOf(absolute);
  if (stats === undefined || stats.isDirectory()) return false;
  return readdirSync(nodePath.dirname(absolute)).includes(nodePath.basename(absolute));
}
