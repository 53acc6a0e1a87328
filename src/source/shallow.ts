import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillpackError } from '../errors.ts';

/** The commits at which a shallow clone was cut off (gitformat-shallow: `<git dir>/shallow`). */
export async function readShallowBoundary(commonDir: string): Promise<ReadonlySet<string>> {
  try {
    const text = await readFile(join(commonDir, 'shallow'), 'utf8');
    return new Set(text.split('\n').filter((line) => line !== ''));
  } catch {
    return new Set();
  }
}

/** SHALLOW_CLONE: dates need the whole first-parent line. */
export function shallowClone(path: string): StillpackError {
  return new StillpackError(
    'SHALLOW_CLONE',
    'This is a shallow clone: when a version landed cannot be known without the whole history.',
    {
      path,
      hint: 'Run `git fetch --unshallow --filter=blob:none`; in a CI checkout, ask for the full history (fetch-depth: 0).',
    },
  );
}

/** HISTORY_INCOMPLETE: a clone without trees cannot say what a commit changed. */
export function historyIncomplete(path: string): StillpackError {
  return new StillpackError(
    'HISTORY_INCOMPLETE',
    'This partial clone lacks trees or commits of the history.',
    {
      path,
      hint: 'Clone again with `--filter=blob:none` (blobs may be missing, trees may not).',
    },
  );
}
