// Runs the npm that is at hand.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../src/index.ts';

const run = promisify(execFile);

export interface NpmOptions {
  readonly cwd: string;
  readonly env: Environment;
}

/** Runs npm to its end and gives what it printed. Rejects, with npm's own words, when it fails. */
export async function npm(args: readonly string[], { cwd, env }: NpmOptions): Promise<string> {
  // `npm run` says where npm is; elsewhere it is on PATH, on Windows as a command file.
  const script = env['npm_execpath'];
  const isNpm = script?.endsWith('npm-cli.js') === true;
  const options = { cwd, env: { ...env }, maxBuffer: 2 ** 26 };
  const { stdout } = isNpm
    ? await run(process.execPath, [script, ...args], options)
    : await run('npm', args, { ...options, shell: process.platform === 'win32' });
  return stdout.trim();
}

/** The environment without the settings that `npm run` hands down, as on a machine where npm was never used. */
export function withoutNpmSettings(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([key]) => !/^npm_(?!execpath$)/i.test(key)),
  );
}
