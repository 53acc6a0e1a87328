// The built program, run as a user runs it.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

export const stillpackProgram: string = resolve(import.meta.dirname, '../../dist/cli/main.cjs');

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `stillpack` without a terminal and a home, so that nothing is kept; never rejects, whatever its exit code. */
export function stillpack(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const env = { PATH: process.env['PATH'], HOME: '/dev/null', ...options.env };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [stillpackProgram, ...args],
      { cwd: options.cwd, env, maxBuffer: 2 ** 26 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
