import { join } from 'node:path';
import { StillpackError } from '../errors.ts';
import { hasCode, isSystemError } from '../system-error.ts';

/** Fifteen seconds of looks at the lock, in milliseconds between them. */
const looks = { retries: 150, factor: 1, minTimeout: 100, maxTimeout: 100 };

/**
 * Runs one command at a time of those that write to a repository: what one plans on must not be half of what another
 * writes. Waits for a bounded time; of a process that is gone the lock is taken over. Throws GIT_FAILED.
 */
export async function asOneWriter<Result>(
  gitDir: string,
  work: () => Promise<Result>,
): Promise<Result> {
  // Loaded when needed: many commands only read.
  const { lock } = await import('proper-lockfile');
  const release = await lock(gitDir, {
    lockfilePath: join(gitDir, 'stillpack.lock'),
    realpath: false,
    retries: looks,
    // Only waiting ends with it: the branch moves only from where the plan was made.
    onCompromised: () => undefined,
  }).catch((cause: unknown) => {
    throw refusalOf(gitDir, cause);
  });
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}

function refusalOf(gitDir: string, cause: unknown): unknown {
  if (hasCode(cause, 'ELOCKED')) {
    return new StillpackError('GIT_FAILED', 'Another command is writing to this repository.', {
      path: gitDir,
      hint: 'Nothing was changed; wait until it is done, and run the command again.',
      cause,
    });
  }
  if (!isSystemError(cause)) return cause;
  return new StillpackError('GIT_FAILED', `${gitDir} cannot be written: ${cause.message}`, {
    path: gitDir,
    hint: 'Check whose it is, and how much space is left.',
    cause,
  });
}
