// The process as the commands see it: nothing else in the program knows `process`.
import { createInterface } from 'node:readline/promises';
import type { Environment } from '../src/index.ts';

export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** A person looks at stderr as it is written. */
  readonly interactive: boolean;
  /** Asks the person at the terminal; `undefined` where nobody can answer. The end of input is an empty answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly color: boolean;
  readonly cwd: string;
  readonly env: Environment;
  /** Seconds since the program started. */
  readonly seconds: () => number;
  /** Settles when the user asks the program to stop (Ctrl-C, SIGTERM). */
  readonly interrupted: () => Promise<void>;
}

/** What is left of a pipe whose reader went away, as `| head` does: nobody to tell, and no failure of ours. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The real process. `NO_COLOR` (no-color.org) and a dumb terminal switch colour off. */
export function processIo(): Io {
  const { env, stderr, stdin, stdout } = process;
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    interactive: stderr.isTTY && env['CI'] === undefined,
    ask: stdin.isTTY && stderr.isTTY && env['CI'] === undefined ? askAtTerminal : undefined,
    color: stderr.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    cwd: process.cwd(),
    env,
    seconds: () => performance.now() / 1000,
    interrupted: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      }),
  };
}

async function askAtTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // readline takes Ctrl-C for itself; 130 is what a shell reports for it.
  terminal.once('SIGINT', () => process.exit(130));
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    return (await Promise.race([terminal.question(question), ended])).trim();
  } finally {
    terminal.close();
  }
}
