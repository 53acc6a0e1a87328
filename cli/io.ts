// The process as the commands see it: nothing else in the program knows `process`.
import { isatty } from 'node:tty';
import type { Environment } from '../src/index.ts';

export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** A person looks at stderr as it is written. */
  readonly interactive: boolean;
  /** Asks the person at the terminal; `undefined` where nobody can answer. The end of input is an empty answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** The same without showing what is typed. */
  readonly askSecret: ((question: string) => Promise<string>) | undefined;
  /** All of stdin; `undefined` when it has more than `maxBytes`. */
  readonly readStdin: (maxBytes: number) => Promise<Uint8Array | undefined>;
  readonly color: boolean;
  readonly cwd: string;
  readonly env: Environment;
  /** Seconds since the program started. */
  readonly seconds: () => number;
  /** Settles when the program is asked to stop: Ctrl-C, SIGTERM, or the terminal is closed. */
  readonly interrupted: () => Promise<void>;
}

/**
 * A pipe whose reader went away, as `| head` does, is no failure of ours. Any other output that cannot be written,
 * as on a full disk, is: exit code 1, once what runs has come to its end and put its things away.
 */
function watchOutput(stream: NodeJS.WriteStream): void {
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`error: cannot print: ${message}\n`);
    process.once('exit', () => (process.exitCode ||= 1));
  });
}

/** The real process. `NO_COLOR` (no-color.org) and a dumb terminal switch colour off. */
export function processIo(): Io {
  const { env, stderr, stdout } = process;
  const isAnswered = isatty(0) && stderr.isTTY && env['CI'] === undefined;
  for (const stream of [stdout, stderr]) watchOutput(stream);
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    interactive: stderr.isTTY && env['CI'] === undefined,
    ask: isAnswered ? askAloud : undefined,
    askSecret: isAnswered ? askUnseen : undefined,
    readStdin,
    color: stderr.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    cwd: process.cwd(),
    env,
    // The clock of `performance` costs a start eleven modules.
    seconds: () => process.uptime(),
    interrupted: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => resolve());
        }
      }),
  };
}

/** What is asked and typed is shown on `echo`. */
async function askAtTerminal(
  question: string,
  echo: NodeJS.WritableStream,
  onAsked?: () => void,
): Promise<string> {
  // Loaded when needed: most runs ask nothing.
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: echo, terminal: true });
  // readline takes Ctrl-C for itself; 130 is what a shell reports for it.
  terminal.once('SIGINT', () => process.exit(130));
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = terminal.question(question);
    onAsked?.();
    return await Promise.race([answer, ended]);
  } finally {
    terminal.close();
  }
}

async function askAloud(question: string): Promise<string> {
  return (await askAtTerminal(question, process.stderr)).trim();
}

async function askUnseen(question: string): Promise<string> {
  const { Writable } = await import('node:stream');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    // Not before readline has the terminal, which until then shows what is typed.
    return await askAtTerminal('', nowhere, () => void process.stderr.write(question));
  } finally {
    process.stderr.write('\n');
  }
}

async function readStdin(maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A stream without an encoding gives bytes.
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
