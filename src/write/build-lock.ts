// One build at a time in one folder: two would remove and record each other's files.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { kill, pid as ownPid } from 'node:process';
import { sameBytes } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import { type OutputPath, outputPathOf } from '../host/output-path.ts';
import { isJsonObject, own } from '../json.ts';
import { parseJson } from '../parse-json.ts';
import { hasCode } from '../system-error.ts';
import type { OutputDisk } from './output-disk.ts';
import { lockPath } from './work-folder.ts';

export interface Lock {
  release(): Promise<void>;
}

/** The locks that this process holds: the same number in a file may be that of a process before it. */
const held = new Set<string>();

/**
 * Takes the folder for this process. A lock whose process is gone is taken over; one of another machine, where
 * nobody here can look, is not. Throws OUTPUT_BUSY.
 */
export async function lockOutput(disk: OutputDisk): Promise<Lock> {
  const id = randomUUID();
  const bytes = Buffer.from(`${JSON.stringify({ pid: ownPid, host: hostname(), id })}\n`);
  if (!(await disk.create(lockPath, bytes))) {
    const holder = await disk.read(lockPath);
    if (holder !== undefined && !isAbandoned(holder)) throw busy(lockPath);
    await takeAway(disk, holder);
    if (!(await disk.create(lockPath, bytes))) throw busy(lockPath);
  }
  held.add(id);
  return {
    async release() {
      held.delete(id);
      await disk.remove(lockPath);
    },
  };
}

/** Of two builds that find the same abandoned lock, the second may meet the first one's own: that one goes back. */
async function takeAway(disk: OutputDisk, abandoned: Uint8Array | undefined): Promise<void> {
  const aside = outputPathOf(`${lockPath}.${ownPid}`);
  if (aside === undefined || !(await disk.rename(lockPath, aside))) return;
  const taken = await disk.read(aside);
  const isSame = abandoned !== undefined && taken !== undefined && sameBytes(abandoned, taken);
  if (!isSame && taken !== undefined) await disk.create(lockPath, taken);
  await disk.remove(aside);
  if (!isSame) throw busy(lockPath);
}

function isAbandoned(holder: Uint8Array): boolean {
  const json = parseJson(holder).value;
  if (!isJsonObject(json) || own(json, 'host') !== hostname()) return false;
  const pid = own(json, 'pid');
  if (pid === ownPid) return !held.has(String(own(json, 'id')));
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
