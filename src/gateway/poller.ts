// Something that is done again and again, beside what is asked for.

export interface Poller {
  /** Ends what is under way and waits for that; nothing is done any more. */
  close(): Promise<void>;
}

export interface PollerOptions {
  /** Milliseconds from the end of one to the beginning of the next; also how long it may take, at least a minute. */
  readonly every: number;
  /** The signal aborts when it took too long, or the poller is closed. */
  readonly task: (signal: AbortSignal) => Promise<void>;
  /** Told of an error once, until the task worked again. */
  readonly onError: (error: unknown) => void;
}

const minLimit = 60_000;

/** Begins after the first pause. Never two at once, and never what keeps the program running. */
export function createPoller({ every, task, onError }: PollerOptions): Poller {
  const closing = new AbortController();
  let isFailing = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;

  const run = async (): Promise<void> => {
    const limit = AbortSignal.timeout(Math.max(every, minLimit));
    try {
      await task(AbortSignal.any([closing.signal, limit]));
      isFailing = false;
    } catch (error) {
      if (closing.signal.aborted) return;
      if (!isFailing) onError(error);
      isFailing = true;
    }
    if (!closing.signal.aborted) wait();
  };
  const wait = (): void => {
    timer = setTimeout(() => void (running = run()), every).unref();
  };
  wait();
  return {
    async close() {
      closing.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
