// What a thread of `createReadmeRenderer` runs, in one file with all that it needs.
import { parentPort } from 'node:worker_threads';
import { compressedSize } from './compressed-size.ts';
import { renderDocument } from './render-readme.ts';
import type { DocumentKind, ReadmeInput, RenderedReadme } from './rendered-readme.ts';

export interface ReadmeTask {
  readonly kind: DocumentKind;
  readonly input: ReadmeInput;
}

/** One after the other, in the tasks' order. */
export function renderTasks(tasks: readonly ReadmeTask[]): readonly RenderedReadme[] {
  return tasks.map(({ kind, input }) => renderDocument(kind, input, compressedSize));
}

parentPort?.on('message', (tasks: readonly ReadmeTask[]) => {
  parentPort?.postMessage(renderTasks(tasks));
});
// The first message says that the thread has begun.
parentPort?.postMessage([]);
