// Starts a server program, waits until it is ready, and ends it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export interface ServerOptions {
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Looks at what the program printed so far; or the port it has to listen on. */
  readonly ready: ((output: string) => boolean) | number;
}

export interface ServerProcess {
  /** What it printed so far, on both channels. */
  output(): string;
  /** Sends the program alone a signal; gives its exit code, `undefined` when the signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Rejects with the program's output when it ends before it is ready. */
export async function startServer(
  program: string,
  { args, cwd, env, ready }: ServerOptions,
): Promise<ServerProcess> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts ends with it.
    detached: true,
  });
  let output = '';
  const ended = new AbortController();
  child.once('close', () => ended.abort());
  await new Promise<void>((resolve, reject) => {
    const collect = (text: Buffer): void => {
      output += text.toString();
      if (typeof ready === 'function' && ready(output)) resolve();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`${program} ended with ${code ?? 'a signal'}:\n${output}`)),
    );
    if (typeof ready === 'number') whenListening(ready, ended.signal, resolve);
  });
  return {
    output: () => output,
    async stop(signal) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
      return child.exitCode ?? undefined;
    },
    close: () => end(child),
  };
}

/** Calls `listening` once something accepts connections on `port`. */
function whenListening(port: number, ended: AbortSignal, listening: () => void): void {
  if (ended.aborted) return;
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => {
    socket.destroy();
    listening();
  });
  socket.once('error', () => {
    setTimeout(() => whenListening(port, ended, listening), 20);
  });
}

async function end(child: ChildProcess): Promise<void> {
  const running = child.exitCode === null && child.signalCode === null;
  const exited = running ? once(child, 'exit') : undefined;
  signalGroup(child, 'SIGTERM');
  await exited;
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

/** A port of the loopback interface that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
