import { lock } from 'proper-lockfile';
import { StillpackError } from '../errors.ts';
import { hasCode } from '../system-error.ts';

/** A lock not renewed for this long was left by a process that was killed. Milliseconds. */
const stale = 10_000;
/** Together at least twice as long as that. */
const retries = { retries: 150, factor: 1.2, minTimeout: 10, maxTimeout: 200, randomize: true };

/**
 * Runs `work` while this process holds `<file>.lock`, a folder. `checkLock` throws when the lock was lost, as after the
 * machine slept. Throws ACCOUNTS_BUSY where another process does not let go of it.
 */
export async function withFileLock<Result>(
  file: string,
  work: (checkLock: () => void) => Promise<Result>,
): Promise<Result> {
  let isLost = false;
  // Without a listener the library throws where nobody can catch it.
  const onCompromised = (): void => void (isLost = true);
  const release = await lock(file, { realpath: false, stale, retries, onCompromised }).catch(
    (cause: unknown) => {
      throw hasCode(cause, 'ELOCKED') ? busy(file, cause) : cause;
    },
  );
  try {
    return await work(() => {
      if (isLost) throw busy(file);
    });
  } finally {
    // Of the work nothing is undone: a lock that stays is stale soon.
    await release().catch(() => undefined);
  }
}

/** ACCOUNTS_BUSY. */
export function busy(file: string, cause?: unknown): StillpackError {
  return new StillpackError('ACCOUNTS_BUSY', `Another process is writing ${file}.`, {
    path: file,
    hint: `Try again; if no other process runs, remove ${file}.lock.`,
    cause,
    retryAfterSeconds: 5,
  });
}
