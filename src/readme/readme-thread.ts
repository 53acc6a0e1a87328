// One thread that can be ended at any time, and is begun again when it is needed.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HtmlBlock } from './html-block.ts';
import { readmeWorkerFile } from './readme-worker-file.ts';
import type { ReadmeTask } from './readme-worker.ts';

export interface ReadmeThread {
  /**
   * One call at a time. `undefined` when it took too long or needed too much memory: nothing of it is left then. Rejects
   * where no thread can start.
   */
  run(tasks: readonly ReadmeTask[]): Promise<readonly HtmlBlock[] | undefined>;
  close(): Promise<void>;
}

/** Megabytes. A README needs some 30 at most, and what was needed is forgotten at once. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

export function createReadmeThread({
  milliseconds,
}: {
  /** Of a run. */
  readonly milliseconds: number;
}): ReadmeThread {
  let worker: Worker | undefined;

  async function end(): Promise<void> {
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  }

  return {
    async run(tasks) {
      // What starting takes is not the README's fault. That a thread cannot start is a fault of the program.
      worker ??= await startWorker();
      const signal = AbortSignal.timeout(milliseconds);
      try {
        // Rejects for an error in the thread, too.
        const answered = once(worker, 'message', { signal });
        worker.postMessage(tasks);
        const [blocks] = (await answered) as [readonly HtmlBlock[]];
        return blocks;
      } catch {
        await end();
        return undefined;
      }
    },
    close: end,
  };
}

/** Resolves when the thread has loaded all that it needs, and says so. */
async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL(readmeWorkerFile), { resourceLimits });
  await once(worker, 'message');
  // Between two runs nobody listens: the next one finds out.
  worker.on('error', () => undefined);
  return worker;
}
