import { Tinypool } from 'tinypool';
import type { Batch } from './batch.ts';
import type { TarballExamination } from './examine-tarball.ts';

export interface ThreadPool {
  /** Takes the batch's bytes away. Rejects when its thread could not start, or died. */
  readonly run: (batch: Batch) => Promise<readonly TarballExamination[]>;
  readonly close: () => Promise<void>;
}

/** Threads that start when there is work for them; they need the compiled program. */
export function openThreadPool({
  threads,
  batchesPerThread,
}: {
  readonly threads: number;
  readonly batchesPerThread: number;
}): ThreadPool {
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    name: 'examineBatch',
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: batchesPerThread,
  });
  // A thread that dies without work is missed by the next batch, if there is one.
  pool.on('error', () => undefined);
  return {
    async run(batch) {
      // `examineBatch` runs there.
      return (await pool.run(batch, {
        transferList: [batch.bytes],
      })) as readonly TarballExamination[];
    },
    async close() {
      // tinypool 2.2 waits for each thread by `events.once`, which throws out of reach when one fails meanwhile
      // and the emitter, tinypool's own, has not this method. A thread that fails has ended as well.
      for (const thread of pool.threads) Object.assign(thread, { removeListener: () => undefined });
      await pool.destroy().catch(() => undefined);
    },
  };
}
