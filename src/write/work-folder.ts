// Where a build keeps things of its own in the output folder.
import { type OutputPath, outputPathOf } from '../host/output-path.ts';

/** Records, and files while they are made: they are renamed to their place, so that no half of one is ever seen there. */
export const workFolder: OutputPath = pathOf('-/stillpack');

/** Any file here, also a damaged one, marks the folder as ours. */
export const buildRecordPath: OutputPath = pathOf(`${workFolder}/build.json`);

export const temporaryPrefix = 'tmp-';

const lockName = 'build.lock';

/** See `lockOutput`. */
export const lockPath: OutputPath = pathOf(`${workFolder}/${lockName}`);

/** Whether a name in the work folder is that of something which a finished build does not leave there. */
export function isLeftover(name: string): boolean {
  return name.startsWith(lockName) || name.startsWith(temporaryPrefix);
}

function pathOf(text: string): OutputPath {
  const path = outputPathOf(text);
  if (path === undefined) throw new TypeError(text);
  return path;
}
