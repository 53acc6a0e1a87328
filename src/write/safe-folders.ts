// The folders of the output folder: none is ever entered through a symbolic link.
import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, rmdir } from 'node:fs/promises';
import nodePath from 'node:path';
import { StillpackError } from '../errors.ts';
import { foldersAbove, type OutputPath, outputPathOf } from '../host/output-path.ts';
import { makeFolder } from '../make-folder.ts';
import { hasCode } from '../system-error.ts';

export interface SafeFolders {
  absolute(path: string): string;
  /** Whether every folder above `path` is one. Throws OUTPUT_NOT_OURS at a symbolic link. */
  areAbove(path: string): Promise<boolean>;
  /** Makes those that are missing; all get mode 755, whatever the umask. */
  makeAbove(path: string): Promise<void>;
  /** The outermost entry above `path` that is not a folder, or `undefined`. */
  obstacleAbove(path: string): Promise<OutputPath | undefined>;
  /** Removes those that are empty, innermost first, never the root. */
  removeEmptyAbove(path: string): Promise<void>;
}

/** `root` is an absolute path that may itself have come from a symbolic link. Looks at each folder once. */
export function createSafeFolders(root: string): SafeFolders {
  const known = new Set<string>();
  const made = new Set<string>();
  const absolute = (path: string): string => nodePath.join(root, ...path.split('/'));

  return {
    absolute,

    async areAbove(path) {
      for (const folder of foldersAbove(path)) {
        if (known.has(folder)) continue;
        const stats = await lstatOf(absolute(folder));
        if (stats?.isSymbolicLink() === true) throw symbolicLink(folder);
        if (stats?.isDirectory() !== true) return false;
        known.add(folder);
      }
      return true;
    },

    async makeAbove(path) {
      if (!made.has('')) await makeFolder(root, 0o755);
      made.add('');
      for (const folder of foldersAbove(path)) {
        if (made.has(folder)) continue;
        await mkdir(absolute(folder)).catch((error: unknown) => {
          if (!hasCode(error, 'EEXIST')) throw error;
        });
        const stats = await lstat(absolute(folder));
        if (stats.isSymbolicLink()) throw symbolicLink(folder);
        // An existing one may have lost its maker before the mode was set.
        if ((stats.mode & 0o777) !== 0o755) await chmod(absolute(folder), 0o755);
        made.add(folder);
      }
    },

    async obstacleAbove(path) {
      for (const folder of foldersAbove(path)) {
        if (known.has(folder)) continue;
        const stats = await lstatOf(absolute(folder));
        if (stats === undefined) return undefined;
        if (stats.isSymbolicLink()) throw symbolicLink(folder);
        if (!stats.isDirectory()) return outputPathOf(folder);
      }
      return undefined;
    },

    async removeEmptyAbove(path) {
      for (const folder of foldersAbove(path).toReversed()) {
        try {
          await rmdir(absolute(folder));
        } catch (error) {
          if (hasCode(error, 'ENOENT', 'ENOTDIR')) continue;
          if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return;
          throw error;
        }
        known.delete(folder);
        made.delete(folder);
      }
    },
  };
}

/** Of the entry itself, never of what a symbolic link points to; `undefined` when there is none. */
export async function lstatOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function symbolicLink(path: string): StillpackError {
  return new StillpackError('OUTPUT_NOT_OURS', `${path} in the output folder is a symbolic link.`, {
    path,
    hint: 'Remove it: stillpack never writes through a link that it did not make.',
  });
}
