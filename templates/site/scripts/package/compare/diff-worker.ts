// The thread that finds differences: two texts may take long, and it may be ended then.
import { createHunks, type Hunk } from './hunks.ts';

export interface DiffRequest {
  readonly before: string;
  readonly after: string;
}

/** `null`: too many lines differ. */
export type DiffAnswer = readonly Hunk[] | null;

addEventListener('message', ({ data }: MessageEvent<DiffRequest>) => {
  postMessage(createHunks(data.before, data.after) ?? null);
});
