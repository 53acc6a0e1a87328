// `stillpack wait`: after a deploy, until clients are answered what was built.
import { StillpackError } from '../errors.ts';
import type { Fetch } from '../fetch.ts';
import type { OnProgress } from '../progress.ts';
import { ask, type StaleAnswer } from './ask.ts';
import { readTargets, type WaitTarget } from './wait-targets.ts';

export interface WaitOptions {
  /** A folder that `build` wrote. */
  readonly dir: string;
  /** Where it is served. @default what the folder was built for */
  readonly url?: string | undefined;
  /** Seconds after which nothing is asked again; 0 asks once. @default 600 */
  readonly timeout?: number | undefined;
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly onProgress?: OnProgress | undefined;
}

export interface WaitReport {
  /** The public base that was asked, ending in `/`. */
  readonly url: string;
  /** How many documents were looked at. */
  readonly documents: number;
  /** What was not served in time; empty when all is. In the order in which it is asked for. */
  readonly stale: readonly StaleDocument[];
}

export interface StaleDocument {
  readonly url: string;
  /** As the end of a sentence that begins with the URL: "still answers another document". */
  readonly reason: string;
}

interface Waiting extends WaitTarget {
  readonly last: StaleAnswer | undefined;
}

/** Milliseconds from one round of requests to the next: the first pause, and the longest. */
const firstPause = 1000;
const longestPause = 30_000;

/**
 * Asks the public URL until it serves what the folder holds, or the time is over. Throws what `readTargets` does, and
 * SITE_UNREACHABLE when no answer at all came in the last round.
 */
export async function wait(options: WaitOptions): Promise<WaitReport> {
  const { base, targets } = await readTargets(options.dir, options.url);
  const end = options.now().getTime() + (options.timeout ?? 600) * 1000;
  const left = (): number => end - options.now().getTime();
  let waiting: readonly Waiting[] = targets.map((target) => ({ ...target, last: undefined }));
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    waiting = await askAll(waiting, options);
    const done = targets.length - waiting.length;
    options.onProgress?.({ stage: 'wait', done, total: targets.length });
    const asked = 1000 * Math.max(0, ...waiting.map(({ last }) => last?.retryAfterSeconds ?? 0));
    if (waiting.length === 0 || left() <= 0 || left() < asked) break;
    await options.sleep(Math.max(asked, Math.min(pause, left())));
  }
  const [first] = waiting;
  if (first?.last !== undefined && waiting.every(({ last }) => last?.isUnreachable === true)) {
    throw new StillpackError('SITE_UNREACHABLE', `${first.url} ${first.last.reason}.`, {
      hint: 'Check the URL, its name and its certificate; --url asks another one.',
    });
  }
  const stale = waiting.map(({ url, last }) => ({ url, reason: last?.reason ?? '' }));
  return { url: base, documents: targets.length, stale };
}

/** Those that are not served yet. */
async function askAll(
  waiting: readonly Waiting[],
  { fetch, now }: Pick<WaitOptions, 'fetch' | 'now'>,
): Promise<readonly Waiting[]> {
  const asked = await Promise.all(
    waiting.map(async (each) => ({
      ...each,
      last: await ask(each, { fetch, now, etag: each.last?.etag }),
    })),
  );
  return asked.filter(({ last }) => last !== undefined);
}
