import { Tinypool } from 'tinypool';
import type { Batch } from './batch.ts';
import type { LargeToExamine, TarballExamination } from './examine-tarball.ts';

/** All reject when their thread could not start, or died. */
export interface ThreadPool {
  /** Takes the batch's bytes away. */
  readonly examineBatch: (batch: Batch) => Promise<readonly TarballExamination[]>;
  readonly examineLarge: (tarball: LargeToExamine) => Promise<TarballExamination | undefined>;
  readonly close: () => Promise<void>;
}

/** Megabytes: what a thread makes anew it forgets at once, so that more room is only taken, never used. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Threads that start when there is work for them; they need the compiled program. */
export function openThreadPool({
  threads,
  tasksPerThread,
}: {
  readonly threads: number;
  readonly tasksPerThread: number;
}): ThreadPool {
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: tasksPerThread,
    resourceLimits,
  });
  // A thread that dies without work is missed by the next task, if there is one.
  pool.on('error', () => undefined);
  return {
    // The functions of worker.ts, by their names.
    async examineBatch(batch) {
      return (await pool.run(batch, {
        name: 'examineBatch',
        transferList: [batch.bytes],
      })) as readonly TarballExamination[];
    },
    async examineLarge(tarball) {
      return (await pool.run(tarball, { name: 'examineLarge' })) as TarballExamination | undefined;
    },
    async close() {
      // tinypool 2.2 waits for each thread by `events.once`, which throws out of reach when one fails meanwhile
      // and the emitter, tinypool's own, has not this method. A thread that fails has ended as well.
      for (const thread of pool.threads) Object.assign(thread, { removeListener: () => undefined });
      await pool.destroy().catch(() => undefined);
    },
  };
}
