// What a thread of `createReadmeRenderer` runs, in one file with all that it needs.
import { parentPort } from 'node:worker_threads';
import { compressedSize } from './compressed-size.ts';
import { type HtmlBlock, htmlBlock } from './html-block.ts';
import { renderDocument } from './render-readme.ts';
import type { DocumentKind, ReadmeInput } from './rendered-readme.ts';

export interface ReadmeTask {
  readonly kind: DocumentKind;
  readonly input: ReadmeInput;
}

/** One after the other, in the tasks' order. */
export function renderTasks(tasks: readonly ReadmeTask[]): readonly HtmlBlock[] {
  return tasks.map(({ kind, input }) => {
    const { html } = renderDocument(kind, input, compressedSize);
    return htmlBlock(html);
  });
}

parentPort?.on('message', (tasks: readonly ReadmeTask[]) => {
  const blocks = renderTasks(tasks);
  const buffers = blocks.map(({ utf8 }) => utf8.buffer as ArrayBuffer);
  parentPort?.postMessage(blocks, buffers);
});
// The first message says that the thread has begun.
parentPort?.postMessage([]);
