// One request for one document: is it what was built?
import { sha256Hex } from '../digest.ts';
import { type Fetch, readBounded } from '../fetch.ts';
import type { WaitTarget } from './wait-targets.ts';

/** What was answered for a document that is not the one that was built. */
export interface StaleAnswer {
  /** As the end of a sentence that begins with the URL: "still answers other bytes". */
  readonly reason: string;
  /** No answer came: the host cannot be reached. */
  readonly isUnreachable: boolean;
  /** Of the old document: asks for it are then answered without a body. */
  readonly etag: string | undefined;
  /** As long as the host asks not to be asked again. */
  readonly retryAfterSeconds: number | undefined;
}

export interface AskOptions {
  readonly fetch: Fetch;
  readonly etag: string | undefined;
  readonly now: () => Date;
}

/** Milliseconds. */
const timeout = 30_000;

/** `undefined` when the host answers what was built. */
export async function ask(
  target: WaitTarget,
  { fetch, etag, now }: AskOptions,
): Promise<StaleAnswer | undefined> {
  const stale = (reason: string, more: Partial<StaleAnswer> = {}): StaleAnswer => ({
    ...{ reason, isUnreachable: false, etag: undefined, retryAfterSeconds: undefined },
    ...more,
  });
  try {
    const response = await fetch(target.url, {
      headers: {
        accept: 'application/json',
        'cache-control': 'no-cache',
        'user-agent': 'stillpack',
        ...(etag !== undefined && { 'if-none-match': etag }),
      },
      signal: AbortSignal.timeout(timeout),
    });
    const retryAfterSeconds = pauseAsked(response.headers.get('retry-after'), now());
    if (!response.ok) {
      await response.body?.cancel();
      return response.status === 304
        ? stale('still answers the old document', { etag, retryAfterSeconds })
        : stale(`answers ${response.status}`, { retryAfterSeconds });
    }
    // A longer document is another one, and so is one that breaks off.
    const bytes = await readBounded(response, target.size).catch(() => undefined);
    if (bytes !== undefined && sha256Hex(bytes) === target.digest) return undefined;
    return stale('still answers another document', {
      etag: response.headers.get('etag') ?? undefined,
      retryAfterSeconds,
    });
  } catch (error) {
    return stale(`cannot be reached: ${reasonOf(error)}`, { isUnreachable: true });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** HTTP's Retry-After, seconds or a date (RFC 9110, 10.2.3), in seconds from now. */
function pauseAsked(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now.getTime()) / 1000);
}
