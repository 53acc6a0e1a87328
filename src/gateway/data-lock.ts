// One gateway at a time in a data folder: two would build into one another's files.
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { StillpackError } from '../errors.ts';
import { hasCode } from '../system-error.ts';

export interface DataLock {
  /** Aborts when somebody else took the lock, as after the machine slept. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** A lock not renewed for this long was left by a process that was killed. Milliseconds. */
const stale = 5000;
/** Together longer than that: whoever starts anew after a crash gets in. */
const looks = { retries: 30, factor: 1, minTimeout: 200, maxTimeout: 200 };

/** Throws GATEWAY_RUNNING where another process does not let go of it. */
export async function lockData(data: string): Promise<DataLock> {
  const losing = new AbortController();
  const release = await lock(data, {
    ...{ lockfilePath: join(data, 'gateway.lock'), stale, update: 1000, retries: looks },
    onCompromised: () => losing.abort(),
  }).catch((cause: unknown) => {
    throw hasCode(cause, 'ELOCKED') ? running(data, cause) : cause;
  });
  return {
    lost: losing.signal,
    // A lock that stays is stale soon.
    release: () => release().catch(() => undefined),
  };
}

function running(data: string, cause: unknown): StillpackError {
  return new StillpackError('GATEWAY_RUNNING', `Another gateway uses the data folder ${data}.`, {
    path: data,
    hint: 'Give each its own with --data: gateways may share the repository and the accounts.',
    cause,
  });
}
