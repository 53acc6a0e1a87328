// publint on a version's files, in a thread: its patterns take for ever on hostile text, and it rejects out of reach.
import type { Message, Options, Result } from 'publint';
import { formatMessage } from 'publint/utils';
import { Tinypool } from 'tinypool';
import { compareText } from '../compare.ts';
import type { JsonObject } from '../json.ts';
import { publintFile } from './publint-file.ts';
import type { ArchiveFile } from '../inspect/archive-files.ts';
import type { Tarball } from '../inspect/tarball.ts';

/** What publint says of one thing. */
export interface PublintMessage {
  /** Equal for the same remark on another version. */
  readonly key: string;
  readonly code: Message['code'];
  readonly type: Message['type'];
  readonly text: string;
}

/** `reason`: why publint came to no end. */
export type PublintOutcome =
  | { readonly messages: readonly PublintMessage[]; readonly reason?: undefined }
  | { readonly reason: string; readonly messages?: undefined };

const megabytes = 512;

/** publint looks through all files for each of them: 5,000 take about as many milliseconds, 10,000 four times that. */
const maxFiles = 10_000;

/** A version, as far as publint looks at it. */
export interface PublintInput {
  readonly tarball: Pick<Tarball, 'manifest'>;
  readonly files: readonly ArchiveFile[];
}

export type RunPublint = (version: PublintInput) => Promise<PublintOutcome>;

export interface Publint {
  /**
   * Runs publint on the files in memory; it touches no disk. Total: what publint throws, takes too long for or needs too
   * much memory for becomes a `reason`, and so do very many files. Messages are sorted by text.
   */
  readonly run: RunPublint;
  /** Ends its thread. */
  readonly close: () => Promise<void>;
}

/** One thread for all runs, begun with the first. */
export function createPublint({
  milliseconds = 30_000,
  total = 300_000,
}: {
  /** What one run may take. */
  readonly milliseconds?: number;
  /** When the last one ends, counted from the first: a change may hold any number of versions. Milliseconds. */
  readonly total?: number;
} = {}): Publint {
  let pool: Tinypool | undefined;
  let deadline: AbortSignal | undefined;
  return {
    async run({ tarball: { manifest }, files }) {
      if (files.length > maxFiles) return { reason: `it has more than ${maxFiles} files` };
      const options: Options = { pkgDir: '/p', pack: { files: packFilesOf(manifest, files) } };
      deadline ??= AbortSignal.timeout(total);
      const own = AbortSignal.timeout(milliseconds);
      try {
        pool ??= createPool();
        const signal = AbortSignal.any([deadline, own]);
        return {
          messages: messagesOf((await pool.run(options, { name: 'publint', signal })) as Result),
        };
      } catch (error) {
        if (deadline.aborted) return { reason: `the change took more than ${total / 1000} s` };
        return { reason: own.aborted ? `no end after ${milliseconds / 1000} s` : textOf(error) };
      }
    },
    close: async () => pool && destroy(pool),
  };
}

function createPool(): Tinypool {
  const pool = new Tinypool({
    filename: publintFile,
    minThreads: 0,
    maxThreads: 1,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  // A thread that dies rejects its task as well.
  pool.on('error', () => undefined);
  return pool;
}

/** tinypool 2.2 waits for each thread by `events.once`, which fails where a thread has no `removeListener`. */
async function destroy(pool: Tinypool): Promise<void> {
  for (const thread of pool.threads) Object.assign(thread, { removeListener: () => undefined });
  await pool.destroy().catch(() => undefined);
}

/** publint only reads code and package.json; of all other files it asks whether they are there. */
const read = /(?:\.[cm]?js|\/package\.json)$/;

function packFilesOf(manifest: JsonObject, files: PublintInput['files']): PackFile[] {
  return files.map(({ path, bytes }) => {
    const name = `/p/${path}`;
    if (path === 'package.json') return { name, data: manifestText(manifest) };
    return { name, data: read.test(name) ? bytes : '' };
  });
}

interface PackFile {
  name: string;
  data: string | Uint8Array;
}

/** Without dependencies: a check of their own looks at them, and publint throws where one is no text. */
function manifestText(manifest: JsonObject): string {
  const entries = Object.entries(manifest).filter(([key]) => key !== 'dependencies');
  return JSON.stringify(Object.fromEntries(entries));
}

function messagesOf({ messages, pkg }: Result): readonly PublintMessage[] {
  return messages
    .map((message) => ({
      key: JSON.stringify([message.code, message.path, message.args]),
      code: message.code,
      type: message.type,
      text: formatMessage(message, pkg, { color: false }) ?? message.code,
    }))
    .sort((a, b) => compareText(a.text, b.text));
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
