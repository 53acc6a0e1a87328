// Examines tarballs in this thread, or in others once there are enough of them. The results are the same.
import { batchOf } from './batch.ts';
import { examineHere, examineLargeHere } from './examine-here.ts';
import type { LargeToExamine, TarballExamination, TarballToExamine } from './examine-tarball.ts';
import { createLargeLanes } from './large-lanes.ts';
import type { ThreadPool } from './thread-pool.ts';

export interface Examiner {
  /** The bytes must not change before it settles. */
  readonly examine: (tarball: TarballToExamine) => Promise<TarballExamination>;
  /** See `examineLarge` of examine-tarball.ts. */
  readonly examineLarge: (tarball: LargeToExamine) => Promise<TarballExamination | undefined>;
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

/** The same of large tarballs, of which it examines one after the other. */
const largePerThread = 2;

/** Bytes of a message. */
const batchBytes = MiB;

/** Bytes for each thread that may wait to be sent; what comes then, this thread does meanwhile. */
const queueBytes = 4 * MiB;

export function createExaminer({ threads, inlineBytes = 8 * MiB }: ExaminerOptions): Examiner {
  const queue: Waiting[] = [];
  let seenBytes = 0;
  let running = 0;
  let pool: Promise<ThreadPool> | undefined;
  let isBroken = threads < 1;
  let queuedBytes = 0;
  const lanes = createLargeLanes({
    elsewhere: () => (isBroken || seenBytes <= inlineBytes ? 0 : threads * largePerThread),
    examineElsewhere: inThread,
    examineHere: examineLargeHere,
  });

  function examine(tarball: TarballToExamine): Promise<TarballExamination> {
    const { length } = tarball.bytes;
    seenBytes += length;
    const isFull = queuedBytes + length > threads * queueBytes;
    if (isBroken || seenBytes <= inlineBytes || isFull) return examineHere(tarball);
    queuedBytes += length;
    const { promise, resolve } = withResolver<TarballExamination>();
    queue.push({ tarball, resolve });
    fillThreads();
    return promise;
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
    const tarballs = batch.map(({ tarball }) => tarball);
    const results = await tryThreads(({ examineBatch }) => examineBatch(batchOf(tarballs)));
    for (const [index, { tarball, resolve }] of batch.entries()) {
      resolve(results?.[index] ?? examineHere(tarball));
    }
  }

  function examineLarge(tarball: LargeToExamine): Promise<TarballExamination | undefined> {
    seenBytes += tarball.large.size;
    return lanes.examine(tarball);
  }

  async function inThread(tarball: LargeToExamine): Promise<TarballExamination | undefined> {
    const done = await tryThreads(async (open) => ({ found: await open.examineLarge(tarball) }));
    if (done !== undefined) return done.found;
    // What the thread made of the copy nobody knows.
    const { large, path } = tarball;
    return examineLargeHere({ large, path });
  }

  /** `undefined` when the threads failed: then this one does the work, from then on all of it. */
  async function tryThreads<Result>(
    work: (open: ThreadPool) => Promise<Result>,
  ): Promise<Result | undefined> {
    if (isBroken) return undefined;
    try {
      // Loaded when needed: most builds are small.
      pool ??= import('./thread-pool.ts').then(({ openThreadPool }) =>
        openThreadPool({ threads, tasksPerThread: batchesPerThread + largePerThread }),
      );
      return await work(await pool);
    } catch {
      isBroken = true;
      return undefined;
    }
  }

  async function close(): Promise<void> {
    isBroken = true;
    // Where none could be opened this thread has done the work.
    const open = await pool?.catch(() => undefined);
    await open?.close();
  }

  return { examine, examineLarge, close };
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
