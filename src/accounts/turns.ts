// Costly work, some at the same time.
import { StillpackError } from '../errors.ts';

export interface Turns {
  /** Runs `work` when it is its turn. Throws LOGIN_THROTTLED when too many wait already. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createTurns({
  running,
  waiting,
}: {
  readonly running: number;
  readonly waiting: number;
}): Turns {
  const queue: (() => void)[] = [];
  let free = running;
  return {
    async take(work) {
      if (free > 0) free -= 1;
      else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
      else throw tooMany();
      try {
        return await work();
      } finally {
        // A turn goes on to who waits longest.
        const next = queue.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}

function tooMany(): StillpackError {
  return new StillpackError('LOGIN_THROTTLED', 'Too many people log in at the same time.', {
    hint: 'Wait a few seconds; programs should use a token, which costs nothing to check.',
    retryAfterSeconds: 5,
  });
}
