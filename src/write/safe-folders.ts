// The folders of the output folder: none is ever entered through a symbolic link.
import { chmodSync, lstatSync, mkdirSync, rmdirSync, type Stats } from 'node:fs';
import { StillpackError } from '../errors.ts';
import { foldersAbove, type OutputPath, outputPathOf } from '../host/output-path.ts';
import { makeFolder } from '../make-folder.ts';
import { hasCode } from '../system-error.ts';

export interface SafeFolders {
  absolute(path: string): string;
  /** Whether every folder above `path` is one. Throws OUTPUT_NOT_OURS at a symbolic link. */
  areAbove(path: string): boolean;
  /** Makes the root if it is missing. To be called before `makeAbove`. */
  makeRoot(): Promise<void>;
  /** Makes those that are missing; all get mode 755, whatever the umask. */
  makeAbove(path: string): void;
  /** What must go before a file can lie at `path`: a file where a folder must be, or a folder at `path`. */
  obstacleOf(path: OutputPath): OutputPath | undefined;
  /** Removes those that are empty, innermost first, never the root. */
  removeEmptyAbove(path: string): void;
  /** Removes a folder that holds nothing; whether it is gone now. */
  remove(path: string): boolean;
}

/**
 * What is known of a folder: that it is one; that it has its mode as well; that it was made here, so that nothing
 * lies in it but what was put there since.
 */
type Knowledge = 'folder' | 'ready' | 'new';

/** Folders that something is known of: all of a package's, and of many more; not all of a large registry's. */
const mostKnown = 10_000;

/**
 * `root` is an absolute path that may itself have come from a symbolic link. Seldom looks at a folder twice. Calls that
 * block: one takes less time than handing it to another thread.
 */
export function createSafeFolders(root: string): SafeFolders {
  const known = new Map<string, Knowledge>();
  const absolute = (path: string): string => (path === '' ? root : `${root}/${path}`);

  /** Looks only where something may lie that was there before. */
  const statsOf = (path: string): Stats | undefined => {
    const isNew = known.get(parentOf(path)) === 'new';
    return isNew && !known.has(path) ? undefined : lstatOf(absolute(path));
  };

  const makeFolderAt = (folder: string): Knowledge => {
    try {
      mkdirSync(absolute(folder), 0o755);
      if ((lstatSync(absolute(folder)).mode & 0o777) !== 0o755) chmodSync(absolute(folder), 0o755);
      return 'new';
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const stats = lstatSync(absolute(folder));
    if (stats.isSymbolicLink()) throw symbolicLink(folder);
    // An existing one may have lost its maker before the mode was set.
    if ((stats.mode & 0o777) !== 0o755) chmodSync(absolute(folder), 0o755);
    return 'ready';
  };

  const removeFolder = (folder: string): void => {
    try {
      rmdirSync(absolute(folder));
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
    known.delete(folder);
  };

  return {
    absolute,

    areAbove(path) {
      if (known.has(parentOf(path))) return true;
      for (const folder of foldersAbove(path)) {
        if (known.has(folder)) continue;
        const stats = statsOf(folder);
        if (stats?.isSymbolicLink() === true) throw symbolicLink(folder);
        if (stats?.isDirectory() !== true) return false;
        known.set(folder, 'folder');
      }
      return true;
    },

    async makeRoot() {
      await makeFolder(root, 0o755);
    },

    makeAbove(path) {
      if (isReady(known.get(parentOf(path)))) return;
      if (known.size > mostKnown) known.clear();
      for (const folder of foldersAbove(path)) {
        if (!isReady(known.get(folder))) known.set(folder, makeFolderAt(folder));
      }
    },

    obstacleOf(path) {
      const above = known.has(parentOf(path)) ? [] : foldersAbove(path);
      for (const folder of above) {
        if (known.has(folder)) continue;
        const stats = statsOf(folder);
        if (stats === undefined) return undefined;
        if (stats.isSymbolicLink()) throw symbolicLink(folder);
        if (!stats.isDirectory()) return outputPathOf(folder);
      }
      return statsOf(path)?.isDirectory() === true ? path : undefined;
    },

    removeEmptyAbove(path) {
      for (const folder of foldersAbove(path).toReversed()) {
        try {
          removeFolder(folder);
        } catch (error) {
          if (hasCode(error, 'ENOTDIR')) continue;
          if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return;
          throw error;
        }
      }
    },

    remove(path) {
      try {
        removeFolder(path);
      } catch (error) {
        if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
        throw error;
      }
      return true;
    },
  };
}

/** Of the entry itself, never of what a symbolic link points to; `undefined` when there is none. */
export function lstatOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function isReady(knowledge: Knowledge | undefined): boolean {
  return knowledge === 'ready' || knowledge === 'new';
}

/** Of what lies in the root, the root: '', of which nothing is known. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function symbolicLink(path: string): StillpackError {
  return new StillpackError('OUTPUT_NOT_OURS', `${path} in the output folder is a symbolic link.`, {
    path,
    hint: 'Remove it: stillpack never writes through a link that it did not make.',
  });
}
