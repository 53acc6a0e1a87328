// What a thread of `createReadmeRenderer` loads, in one file with all that it needs.
import { compressedSize } from './compressed-size.ts';
import { renderDocument } from './render-readme.ts';
import type { DocumentKind, ReadmeInput, RenderedReadme } from './rendered-readme.ts';

export interface ReadmeTask {
  readonly kind: DocumentKind;
  readonly input: ReadmeInput;
}

/** Answers as soon as the thread has begun. */
export function ready(): void {}

/** One after the other, in the tasks' order. */
export function renderTasks(tasks: readonly ReadmeTask[]): RenderedReadme[] {
  return tasks.map(({ kind, input }) => renderDocument(kind, input, compressedSize));
}
