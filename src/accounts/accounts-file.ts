// The accounts file on the disk: read when it changed, replaced under a lock. Several processes may have it open.
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { writeDurably } from '../durable-write.ts';
import { StillpackError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { hasCode, isSystemError } from '../system-error.ts';
import { busy, withFileLock } from './file-lock.ts';
import { accountsText, noAccounts, parseAccounts, type StoredAccounts } from './stored-accounts.ts';

export interface AccountsFileOptions {
  readonly file: string;
  /** Make the file when there is none. @default false */
  readonly create?: boolean | undefined;
  /** Check everything and write nothing. @default false */
  readonly dryRun?: boolean | undefined;
}

export interface Changed<Result> {
  readonly next: StoredAccounts;
  readonly result: Result;
}

export interface AccountsFile {
  /** As the file is now. */
  read(): Promise<StoredAccounts>;
  /**
   * Replaces the file with what `change` makes of it, which nobody else changes meanwhile; durable when it resolves.
   * What `change` throws leaves the file as it is.
   */
  update<Result>(change: (held: StoredAccounts) => Changed<Result>): Promise<Result>;
}

/** Each request reads the file after a change: a larger one would make every gateway slow. */
const maxBytes = 64 * 2 ** 20;

/** Throws ACCOUNTS_MISSING, ACCOUNTS_DAMAGED, ACCOUNTS_UNUSABLE, and ACCOUNTS_BUSY; so do its methods. */
export async function openAccountsFile(options: AccountsFileOptions): Promise<AccountsFile> {
  const { create = false, dryRun = false } = options;
  const path = await usable(options.file, () => placeOf(options.file, create && !dryRun));
  const load = createReader(path);
  const read = async (): Promise<StoredAccounts> => (await load()).accounts;
  const locked = createQueue(path);

  if (!(await usable(path, () => isThere(path)))) {
    if (!create) throw missing(path);
    if (dryRun) return { read: () => Promise.resolve(noAccounts), update: dry(() => noAccounts) };
    await locked(async (checkLock) => {
      if (await isThere(path)) return;
      await replace({ path, state: undefined, checkLock }, noAccounts);
    });
  }
  await read();
  if (dryRun) return { read, update: dry(read) };
  return {
    read,
    update: (change) =>
      locked(async (checkLock) => {
        const { state, accounts } = await load();
        const { next, result } = change(accounts);
        await replace({ path, state, checkLock }, next);
        return result;
      }),
  };
}

async function isThere(path: string): Promise<boolean> {
  return (await statOf(path)) !== undefined;
}

function dry(read: () => StoredAccounts | Promise<StoredAccounts>): AccountsFile['update'] {
  return async (change) => change(await read()).result;
}

/** Where the file itself lies, through links: it is replaced, not the link. */
async function placeOf(file: string, create: boolean): Promise<string> {
  const path = resolve(file);
  try {
    return await realpath(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  if (create) await makeFolder(dirname(path), 0o700);
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}

/** By the first four a file that was replaced or edited differs. */
interface FileState {
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly uid: bigint;
  readonly gid: bigint;
}

interface Loaded {
  /** Of the very file that the accounts were read from. */
  readonly state: FileState;
  readonly accounts: StoredAccounts;
}

function createReader(path: string): () => Promise<Loaded> {
  let kept: Loaded | undefined;
  return () =>
    usable(path, async () => {
      const state = await statOf(path);
      if (state === undefined) throw missing(path);
      if (kept === undefined || !isSame(kept.state, state)) kept = await readFrom(path);
      return kept;
    });
}

function isSame(a: FileState | undefined, b: FileState | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/** `undefined` where there is nothing. */
async function statOf(path: string): Promise<FileState | undefined> {
  try {
    const stats = await stat(path, { bigint: true });
    if (!stats.isFile()) throw unusable(path, 'it is no file');
    return stats;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function readFrom(path: string): Promise<Loaded> {
  const handle = await open(path, 'r');
  try {
    const state = await handle.stat({ bigint: true });
    if (state.size > maxBytes) throw damaged(path, `has more than ${maxBytes} bytes`);
    const parsed = parseAccounts(await handle.readFile());
    if ('fault' in parsed) throw damaged(path, parsed.fault);
    return { state, accounts: parsed.accounts };
  } finally {
    await handle.close();
  }
}

/** Runs one at a time in this process, and holding the lock against the others. */
function createQueue(path: string) {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: (checkLock: () => void) => Promise<Result>): Promise<Result> => {
    const turn = last.then(() => usable(path, () => withFileLock(path, work)));
    last = turn.catch(() => undefined);
    return turn;
  };
}

interface Held {
  readonly path: string;
  /** As it was read under the lock. */
  readonly state: FileState | undefined;
  readonly checkLock: () => void;
}

async function replace({ path, state, checkLock }: Held, next: StoredAccounts): Promise<void> {
  const text = accountsText(next);
  if (Buffer.byteLength(text) > maxBytes) {
    throw new StillpackError('ACCOUNTS_FULL', `The accounts file ${path} would be too large.`, {
      path,
      hint: 'Remove users and tokens that nobody needs.',
    });
  }
  await writeDurably(path, text, {
    mode: 0o600,
    owner: state && { uid: Number(state.uid), gid: Number(state.gid) },
    confirm: async () => {
      checkLock();
      // A process that was stopped while it held the lock, and people with editors, do not know of the lock.
      if (!isSame(await statOf(path), state)) throw busy(path);
    },
  });
}

/** What the system refuses becomes ACCOUNTS_UNUSABLE. */
async function usable<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw unusable(path, error.message, error);
  }
}

function unusable(path: string, why: string, cause?: unknown): StillpackError {
  return new StillpackError(
    'ACCOUNTS_UNUSABLE',
    `The accounts file ${path} cannot be used: ${why}.`,
    { path, hint: 'Check whose it is, its folder, and how much space is left.', cause },
  );
}

function missing(path: string): StillpackError {
  return new StillpackError('ACCOUNTS_MISSING', `There is no accounts file ${path}.`, {
    path,
    hint: 'Check the path; `stillpack user add` makes the file with its first user.',
  });
}

function damaged(path: string, fault: string): StillpackError {
  return new StillpackError('ACCOUNTS_DAMAGED', `The accounts file ${path} ${fault}.`, {
    path,
    hint: 'Put back a copy from a backup; it is never overwritten while it cannot be read.',
  });
}
