// Examines tarballs in this thread, or in others once there are enough of them. The results are the same.
import { batchOf } from './batch.ts';
import {
  examineTarball,
  type TarballExamination,
  type TarballToExamine,
} from './examine-tarball.ts';
import type { ThreadPool } from './thread-pool.ts';

export interface Examiner {
  /** The bytes must not change before it settles. */
  readonly examine: (tarball: TarballToExamine) => Promise<TarballExamination>;
  /** Ends the threads. To be called when every examination has settled. */
  readonly close: () => Promise<void>;
}

export interface ExaminerOptions {
  /** Besides this one, which works as well when they have enough to do. */
  readonly threads: number;
  /**
   * Bytes of tarballs before the first thread starts, which takes as long as examining some hundred of them.
   *
   * @default 8 MiB
   */
  readonly inlineBytes?: number;
}

const MiB = 2 ** 20;

/** Batches that a thread has at hand, so that it need not wait until this one sends another. */
const batchesPerThread = 2;

/** Bytes of a message; a tarball that is larger goes alone. */
const batchBytes = MiB;

/** Bytes for each thread that may wait to be sent; what comes then, this thread does meanwhile. */
const queueBytes = 2 * MiB;

/** Bytes from which on a tarball is not copied to another thread but stays here, where there is one at a time. */
const largeBytes = 16 * MiB;

export function createExaminer({ threads, inlineBytes = 8 * MiB }: ExaminerOptions): Examiner {
  const queue: Waiting[] = [];
  let seenBytes = 0;
  let running = 0;
  let pool: Promise<ThreadPool> | undefined;
  let isBroken = threads < 1;
  let queuedBytes = 0;
  let lastLarge: Promise<unknown> = Promise.resolve();

  function examine(tarball: TarballToExamine): Promise<TarballExamination> {
    seenBytes += tarball.bytes.length;
    if (tarball.bytes.length >= largeBytes) return examineLarge(tarball);
    if (isBroken || seenBytes <= inlineBytes || queuedBytes >= threads * queueBytes) {
      return examineTarball(tarball);
    }
    queuedBytes += tarball.bytes.length;
    const { promise, resolve } = withResolver<TarballExamination>();
    queue.push({ tarball, resolve });
    fillThreads();
    return promise;
  }

  function examineLarge(tarball: TarballToExamine): Promise<TarballExamination> {
    const examination = lastLarge.then(() => examineTarball(tarball));
    lastLarge = examination.catch(() => undefined);
    return examination;
  }

  /** While all threads are busy the queue grows, and with it the next messages. */
  function fillThreads(): void {
    while (queue.length > 0 && running < threads * batchesPerThread) {
      running += 1;
      const batch = takeBatch(queue);
      queuedBytes -= sizeOf(batch);
      void runBatch(batch).then(() => {
        running -= 1;
        fillThreads();
      });
    }
  }

  async function runBatch(batch: readonly Waiting[]): Promise<void> {
    const results = await tryThreads(batch);
    for (const [index, { tarball, resolve }] of batch.entries()) {
      resolve(results?.[index] ?? examineTarball(tarball));
    }
  }

  /** `undefined` when the threads failed: then this one does the work, from then on all of it. */
  async function tryThreads(
    batch: readonly Waiting[],
  ): Promise<readonly TarballExamination[] | undefined> {
    if (isBroken) return undefined;
    try {
      // Loaded when needed: most builds are small.
      pool ??= import('./thread-pool.ts').then(({ openThreadPool }) =>
        openThreadPool({ threads, batchesPerThread }),
      );
      return await (await pool).run(batchOf(batch.map(({ tarball }) => tarball)));
    } catch {
      isBroken = true;
      return undefined;
    }
  }

  async function close(): Promise<void> {
    isBroken = true;
    await (await pool)?.close();
  }

  return { examine, close };
}

interface Waiting {
  readonly tarball: TarballToExamine;
  readonly resolve: (examination: TarballExamination | Promise<TarballExamination>) => void;
}

function sizeOf(batch: readonly Waiting[]): number {
  return batch.reduce((sum, { tarball }) => sum + tarball.bytes.length, 0);
}

function takeBatch(queue: Waiting[]): readonly Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const { tarball } of queue) {
    bytes += tarball.bytes.length;
    if (count > 0 && bytes > batchBytes) break;
    count += 1;
  }
  return queue.splice(0, count);
}

/** `Promise.withResolvers` of Node 22. */
function withResolver<Value>(): {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value | Promise<Value>) => void;
} {
  let resolve: (value: Value | Promise<Value>) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
