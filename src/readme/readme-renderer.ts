// READMEs in threads: some texts take a Markdown parser for ever, and a thread can be ended.
import { documentAsText } from './document-as-text.ts';
import { compressedSize } from './compressed-size.ts';
import { type HtmlBlock, htmlBlock } from './html-block.ts';
import { createReadmeThread, type ReadmeThread } from './readme-thread.ts';
import type { ReadmeTask } from './readme-worker.ts';
import type { ReadmeInput } from './rendered-readme.ts';

export interface ReadmeRenderer {
  /**
   * As `renderReadme`, which it is with a limit of time and memory: what goes beyond it becomes text, and says so. Rejects
   * only where no thread can start. That only READMEs made for it come near the limit is all that the same result on every machine rests on.
   */
  render(input: ReadmeInput): Promise<HtmlBlock>;
  /** As `renderChangelog`. */
  renderChangelog(input: ReadmeInput): Promise<HtmlBlock>;
  /** Ends the threads. To be called when all has been rendered. */
  close(): Promise<void>;
}

export interface ReadmeRendererOptions {
  /** At least 1. None starts before the first README. */
  readonly threads: number;
  /**
   * What one README may take.
   *
   * @default 2000
   */
  readonly milliseconds?: number;
}

/** UTF-16 units of a message. A message costs as much as some READMEs, and its READMEs wait for each other. */
const batchLength = 128 * 1024;

interface Waiting {
  readonly task: ReadmeTask;
  readonly resolve: (block: HtmlBlock) => void;
  readonly reject: (error: unknown) => void;
}

export function createReadmeRenderer({
  threads,
  milliseconds = 2000,
}: ReadmeRendererOptions): ReadmeRenderer {
  const queue: Waiting[] = [];
  const idle = Array.from({ length: threads }, () => createReadmeThread({ milliseconds }));
  const all = [...idle];

  function enqueue(task: ReadmeTask): Promise<HtmlBlock> {
    return new Promise((resolve, reject) => {
      queue.push({ task, resolve, reject });
      // Those that are asked for at once go in one message.
      if (queue.length === 1) queueMicrotask(startThreads);
    });
  }

  function startThreads(): void {
    while (queue.length > 0) {
      const thread = idle.pop();
      if (thread === undefined) return;
      void renderAll(thread);
    }
  }

  async function renderAll(thread: ReadmeThread): Promise<void> {
    while (queue.length > 0) {
      const batch = takeBatch(queue);
      await renderBatch(thread, batch).catch((error: unknown) => {
        for (const { reject } of batch) reject(error);
      });
    }
    idle.push(thread);
  }

  return {
    render: (input) => enqueue({ kind: 'readme', input }),
    renderChangelog: (input) => enqueue({ kind: 'changelog', input }),
    async close() {
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}

/** Of a batch that fails nobody knows which README it was: each is tried alone, and given up only then. */
async function renderBatch(thread: ReadmeThread, batch: readonly Waiting[]): Promise<void> {
  const together = await thread.run(batch.map(({ task }) => task));
  for (const [index, { task, resolve }] of batch.entries()) {
    const isLast = batch.length === 1;
    const block = together?.[index] ?? (isLast ? undefined : await thread.run([task]))?.[0];
    resolve(block ?? givenUp(task));
  }
}

function givenUp({ kind, input }: ReadmeTask): HtmlBlock {
  return htmlBlock(documentAsText(kind, input, { compressedSize, isGivenUp: true }).html);
}

function takeBatch(queue: Waiting[]): readonly Waiting[] {
  let length = 0;
  let count = 0;
  for (const { task } of queue) {
    length += task.input.text.length;
    if (count > 0 && length > batchLength) break;
    count += 1;
  }
  return queue.splice(0, count);
}
