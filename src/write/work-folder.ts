// What a build keeps in the output folder for itself only while it runs.
import { type OutputPath, outputPathOf } from '../host/output-path.ts';

/** Where files are made before they are renamed to their place, so that no half of one is ever seen there. */
export const workFolder: OutputPath = pathOf('-/stillpack');

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
