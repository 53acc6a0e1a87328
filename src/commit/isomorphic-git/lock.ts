import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StillpackError } from '../../errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { hasCode } from '../../system-error.ts';

/**
 * Holds `<file>.lock` while `work` runs: git's own way to keep two programs from writing the same file, which
 * isomorphic-git 1.44 leaves out. GIT_FAILED when another program holds it.
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = `${file}.lock`;
  await makeFolder(dirname(file));
  try {
    await (await open(lock, 'wx')).close();
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
    throw new StillpackError('GIT_FAILED', `Another program is writing ${file}.`, {
      path: lock,
      hint: 'Wait until it is done; if none is running, remove the lock file.',
      cause,
    });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}
