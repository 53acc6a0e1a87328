// One build at a time in one output folder: two would remove and record each other's files.
import { hostname } from 'node:os';
import { kill, pid as ownPid } from 'node:process';
import { StillpackError } from '../errors.ts';
import type { OutputPath } from '../host/output-path.ts';
import { isJsonObject, own } from '../json.ts';
import { parseJson } from './build-record.ts';
import { hasCode } from './disk-errors.ts';
import type { OutputDisk } from './output-disk.ts';
import { lockPath } from './work-folder.ts';

/**
 * Takes the folder for this process. A lock whose process is gone is taken over; one of another machine, where
 * nobody here can look, is not. Throws OUTPUT_BUSY.
 */
export async function lockOutput(disk: OutputDisk): Promise<{ release(): Promise<void> }> {
  const bytes = Buffer.from(`${JSON.stringify({ pid: ownPid, host: hostname() })}\n`);
  if (!(await disk.create(lockPath, bytes))) {
    const holder = await disk.read(lockPath);
    if (holder !== undefined && !isAbandoned(holder)) throw busy(lockPath);
    await disk.remove(lockPath);
    if (!(await disk.create(lockPath, bytes))) throw busy(lockPath);
  }
  return {
    async release() {
      await disk.remove(lockPath);
    },
  };
}

function isAbandoned(holder: Uint8Array): boolean {
  const json = parseJson(holder);
  if (!isJsonObject(json) || own(json, 'host') !== hostname()) return false;
  const pid = own(json, 'pid');
  return typeof pid === 'number' && Number.isInteger(pid) && pid > 0 && !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return !hasCode(error, 'ESRCH');
  }
}

export function busy(path: OutputPath): StillpackError {
  return new StillpackError('OUTPUT_BUSY', 'Another build is writing into the output folder.', {
    path,
    hint: `Wait for it, or choose another folder with --out; if none is running, remove ${path}.`,
  });
}
