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

/** A lock is filled as soon as it is made: one that names no process for longer was left by a build that broke down. */
const maxSilentMilliseconds = 10_000;

interface Holder {
  readonly bytes: Uint8Array;
  readonly date: Date;
}

/**
 * Takes the folder for this process. A lock whose process is gone is taken over, and one that does not say whose it is;
 * one of another machine, where nobody here can look, is not. Throws OUTPUT_BUSY.
 */
export async function lockOutput(disk: OutputDisk): Promise<Lock> {
  const id = randomUUID();
  const bytes = Buffer.from(`${JSON.stringify({ pid: ownPid, host: hostname(), id })}\n`);
  if (!(await disk.create(lockPath, bytes))) {
    const holder = await readHolder(disk, lockPath);
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

async function readHolder(disk: OutputDisk, path: OutputPath): Promise<Holder | undefined> {
  const date = (await disk.stat(path))?.date;
  const bytes = await disk.read(path);
  return date === undefined || bytes === undefined ? undefined : { bytes, date };
}

/** Of two builds that find the same abandoned lock, the second may meet the first one's own: that one goes back. */
async function takeAway(disk: OutputDisk, abandoned: Holder | undefined): Promise<void> {
  const aside = outputPathOf(`${lockPath}.${ownPid}`);
  if (aside === undefined || !(await disk.rename(lockPath, aside))) return;
  const taken = await readHolder(disk, aside);
  const isSame =
    abandoned !== undefined &&
    taken !== undefined &&
    sameBytes(abandoned.bytes, taken.bytes) &&
    // Two that say nothing have the same bytes.
    abandoned.date.getTime() === taken.date.getTime();
  if (!isSame && taken !== undefined) await disk.create(lockPath, taken.bytes);
  await disk.remove(aside);
  if (!isSame) throw busy(lockPath);
}

function isAbandoned({ bytes, date }: Holder): boolean {
  const maker = parseMaker(bytes);
  if (maker === undefined) {
    return new Date().getTime() - date.getTime() > maxSilentMilliseconds;
  }
  if (maker.host !== hostname()) return false;
  return maker.pid === ownPid ? !held.has(maker.id) : !isRunning(maker.pid);
}

/** Who made a lock, if it says so. */
function parseMaker(
  bytes: Uint8Array,
): { readonly pid: number; readonly host: string; readonly id: string } | undefined {
  const json = parseJson(bytes).value;
  if (!isJsonObject(json)) return undefined;
  const pid = own(json, 'pid');
  const host = own(json, 'host');
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return undefined;
  return typeof host === 'string' ? { pid, host, id: String(own(json, 'id')) } : undefined;
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
