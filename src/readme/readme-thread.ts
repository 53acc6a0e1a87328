// One thread that can be ended at any time, and is begun again when it is needed.
import type { Tinypool } from 'tinypool';
import { readmeWorkerFile } from './readme-worker-file.ts';
import type { ReadmeTask } from './readme-worker.ts';
import type { RenderedReadme } from './rendered-readme.ts';

export interface ReadmeThread {
  /** One call at a time. `undefined` when it took too long or needed too much memory: nothing of it is left then. */
  run(tasks: readonly ReadmeTask[]): Promise<readonly RenderedReadme[] | undefined>;
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
  let pool: Tinypool | undefined;

  async function end(): Promise<void> {
    const ended = pool;
    pool = undefined;
    if (ended !== undefined) await destroy(ended);
  }

  return {
    async run(tasks) {
      // What starting takes is not the README's fault. That a thread cannot start is a fault of the program.
      pool ??= await startPool();
      const signal = AbortSignal.timeout(milliseconds);
      try {
        return (await pool.run(tasks, { name: 'renderTasks', signal })) as RenderedReadme[];
      } catch {
        await end();
        return undefined;
      }
    },
    close: end,
  };
}

async function startPool(): Promise<Tinypool> {
  // Loaded when needed: most builds have no README to render that was not rendered before.
  const tinypool = await import('tinypool');
  const pool = new tinypool.Tinypool({
    filename: readmeWorkerFile,
    minThreads: 1,
    maxThreads: 1,
    resourceLimits,
  });
  // A thread that dies rejects its task as well.
  pool.on('error', () => undefined);
  await pool.run(undefined, { name: 'ready' });
  return pool;
}

/** tinypool 2.2 waits for each thread by `events.once`, which fails where a thread has no `removeListener`. */
async function destroy(pool: Tinypool): Promise<void> {
  for (const thread of pool.threads) Object.assign(thread, { removeListener: () => undefined });
  await pool.destroy().catch(() => undefined);
}
