// Runs the git program: no shell, no hooks, no helpers named by the repository's own configuration.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { StillpackError } from '../../errors.ts';
import { hasCode } from '../../system-error.ts';
import { printable } from '../../printable.ts';

/** Overrides whatever the repository says. */
const safety = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'protocol.ext.allow=never',
];

export interface GitOutcome {
  /** The exit code; `undefined` when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitProgram {
  /** Starts git; the caller owns the process. Throws GIT_FAILED when there are no descriptors left to talk to it. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
  /** Runs git to its end, whatever its exit code. */
  run(args: readonly string[], input?: string | Uint8Array): Promise<GitOutcome>;
  /** What git prints. Throws GIT_FAILED. */
  output(args: readonly string[], input?: string | Uint8Array): Promise<Buffer>;
}

/** Plain data. */
export interface GitProgramOptions {
  /** Absolute path of the program. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** The working directory. */
  readonly cwd: string;
  /** The git directory; `undefined` lets git look for it from `cwd`. */
  readonly gitDir?: string;
  /** Milliseconds after which git is ended. @default never */
  readonly timeout?: number;
}

/** Git, ready to run on one repository. */
export function createGitProgram(options: GitProgramOptions): GitProgram {
  const { program, env, cwd, gitDir, timeout } = options;
  const place = gitDir === undefined ? [] : [`--git-dir=${gitDir}`];
  const start: GitProgram['start'] = (args) => {
    const all = [...place, ...safety, ...args];
    const child = spawn(program, all, { cwd, env, timeout, windowsHide: true });
    if (hasStreams(child)) {
      if (timeout !== undefined) child.once('exit', (_code, signal) => signal && hangUp(child));
      return child;
    }
    // What it says later is what is thrown here.
    child.once('error', () => undefined);
    throw new StillpackError('GIT_FAILED', 'git could not be started: too many files are open.', {
      hint: 'Allow more: `ulimit -n 1024`.',
    });
  };
  const run: GitProgram['run'] = async (args, input = '') => {
    const child = start(args);
    // A program that ends before it has read everything says why on stderr.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const [stdout, { code, stderr }] = await Promise.all([collect(child.stdout), endOf(child)]);
    return { code, stdout, stderr };
  };
  return {
    start,
    run,
    async output(args, input) {
      const outcome = await run(args, input);
      if (outcome.code !== 0) throw gitFailed(args, outcome.stderr);
      return outcome.stdout;
    },
  };
}

/** What git started to talk to a remote outlives it, and would keep its pipes open. */
function hangUp({ stdout, stderr }: ChildProcessWithoutNullStreams): void {
  stdout.destroy();
  stderr.destroy();
}

/** On EMFILE and ENFILE Node gives a child without streams, whatever the types say. */
function hasStreams(child: Partial<ChildProcessWithoutNullStreams>): boolean {
  return child.stdin !== undefined;
}

/** GIT_FAILED, naming git's subcommand, with git's own words as the hint. */
export function gitFailed(args: readonly string[], stderr: string): StillpackError {
  const words = printable(wordsOf(stderr));
  return new StillpackError(
    'GIT_FAILED',
    `\`git ${subcommandOf(args)}\` failed.`,
    words === '' ? {} : { hint: `git says: ${words}` },
  );
}

/** The first argument that is neither an option of git's own nor the setting after `-c`. */
function subcommandOf(args: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c') ?? '';
}

/** What stopped git, before its advice and its warnings (of what is deprecated, say), which it prints first. */
function wordsOf(stderr: string): string {
  const lines = stderr.split(/\s*\n\s*/);
  const isAside = (line: string): boolean => /^(?:hint|warning):/.test(line);
  const sorted = [...lines.filter((line) => !isAside(line)), ...lines.filter(isAside)];
  return sorted.join(' ').replace(/\s+/g, ' ').trim();
}

/** How a process ended, and the first of what it wrote to stderr. Rejects when it could not be started. */
export async function endOf(
  child: ChildProcessWithoutNullStreams,
): Promise<{ readonly code: number | undefined; readonly stderr: string }> {
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < 4096) stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new StillpackError('GIT_FAILED', 'git could not be started.', { cause }));
    });
    child.once('close', (code) => {
      resolve({ code: code ?? undefined, stderr });
    });
  });
}

async function collect(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) {
      // A stream without an encoding gives Buffers.
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    // How git ended says that this is not all.
    if (!hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  }
  return Buffer.concat(chunks);
}
