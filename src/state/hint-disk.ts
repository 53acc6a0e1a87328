// The disk that hints lie on: what it refuses makes the next build take longer, and this one not fail.
import { StillpackError } from '../errors.ts';
import type { OutputPath } from '../host/output-path.ts';
import type { OutputDisk } from '../write/output-disk.ts';

export interface HintDisk {
  /** `undefined` also for a file that cannot be read. */
  read(path: OutputPath): Promise<Uint8Array | undefined>;
  has(path: OutputPath): Promise<boolean>;
  /** Names in a folder, those of folders with a `/` at the end; empty when it cannot be read. */
  list(folder: OutputPath): Promise<readonly string[]>;
  /** Does nothing once something could not be written. */
  write(path: OutputPath, bytes: Uint8Array): Promise<void>;
  remove(path: OutputPath): Promise<void>;
  /** Whether all that was to be written or removed was. */
  isSound(): boolean;
}

const someDate = new Date(0);

export function createHintDisk(disk: OutputDisk): HintDisk {
  let isSound = true;
  const change = async (operation: () => Promise<unknown>): Promise<void> => {
    if (isSound) isSound = await attempt(async () => (await operation(), true), false);
  };
  return {
    read: (path) => attempt(() => disk.read(path), undefined),
    has: (path) => attempt(async () => (await disk.stat(path)) !== undefined, false),
    list: (folder) => attempt(() => disk.list(folder), []),
    write: (path, bytes) => change(() => disk.write(path, bytes, someDate)),
    remove: (path) => change(() => disk.remove(path)),
    isSound: () => isSound,
  };
}

/** What the operation gives; `otherwise` where the disk is full, broken, or not ours to use. */
export async function attempt<Result>(
  operation: () => Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof StillpackError) return otherwise;
    throw error;
  }
}
