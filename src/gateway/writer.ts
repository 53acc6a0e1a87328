// Writes become commits, one after another: planned on the head, pushed, built, and only then answered.
import { StillpackError } from '../errors.ts';
import {
  type Waiting,
  type Write,
  writeBatch,
  type WriterOptions,
  type Written,
} from './write-batch.ts';

export interface Writer {
  /**
   * Gives the commit once it is durable and its files were made live, as far as that worked; `undefined` when there was
   * nothing to do. Rejects with what the plan throws, WRITE_CONFLICT, and what committing and pushing do: then nothing
   * was changed.
   */
  write(write: Write): Promise<Written | undefined>;
  /** Runs the task when no write is under way. Rejects with what it throws, and GATEWAY_CLOSING. */
  between<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Resolves once everything that waits is done; what comes later is refused with GATEWAY_CLOSING. */
  drain(): Promise<void>;
}

/** Writes that share a push and a build. */
const maxBatch = 50;
/** Turns after which git may tidy up, once nobody waits. */
const tidyEvery = 100;

interface Task {
  readonly run: () => Promise<void>;
}

export function createWriter(options: WriterOptions): Writer {
  const queue: (Waiting | Task)[] = [];
  let sinceTidy = 0;
  let running: Promise<void> | undefined;
  let isClosing = false;

  const work = async (): Promise<void> => {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      if ('run' in next) {
        queue.shift();
        await next.run();
      } else {
        await writeBatch(takeBatch(queue), options);
      }
      sinceTidy += 1;
      if (sinceTidy < tidyEvery || queue.length > 0) continue;
      sinceTidy = 0;
      // Another time, then: writes must go on.
      await options.repository.tidy().catch(() => undefined);
    }
    running = undefined;
  };
  const wake = (): void => {
    running ??= work();
  };

  return {
    async write(write) {
      if (isClosing) throw closing();
      return new Promise((resolve, reject) => {
        queue.push({ ...write, resolve, reject });
        wake();
      });
    },
    between: (task) =>
      new Promise((resolve, reject) => {
        if (isClosing) throw closing();
        queue.push({ run: () => task().then(resolve, reject) });
        wake();
      }),
    async drain() {
      isClosing = true;
      await running;
    },
  };
}

/** From the front of the queue, as long as the places differ; nothing overtakes a write of its own place. */
function takeBatch(queue: (Waiting | Task)[]): readonly Waiting[] {
  const batch: Waiting[] = [];
  const places = new Set<string>();
  for (let next = queue[0]; next !== undefined && !('run' in next); next = queue[0]) {
    const isApart = next.place !== undefined && !places.has(next.place);
    if (batch.length > 0 && (!isApart || batch.length === maxBatch)) break;
    queue.shift();
    batch.push(next);
    if (next.place === undefined) break;
    places.add(next.place);
  }
  return batch;
}

function closing(): StillpackError {
  return new StillpackError('GATEWAY_CLOSING', 'The gateway is shutting down.', {
    hint: 'Nothing was changed; try again in a moment.',
  });
}
