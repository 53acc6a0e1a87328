// Whole processes, measured.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { compiledProgram } from './compile.mjs';

/**
 * Gives `measure(command, { cwd, cacheHome, allowed })`, which runs a command to its end, in an empty folder by default: CPU
 * seconds of its process tree, wall seconds, peak resident bytes of its largest process, and its stdout. Throws when its
 * exit code is not `allowed` (0 alone by default). The user's configuration of git and npm does not reach the command.
 */
export function createMeasure(cache) {
  const program = compiledProgram('measure', cache);
  const home = path.join(cache, 'home');
  mkdirSync(home, { recursive: true });
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
  };
  return (command, { cwd = home, cacheHome = path.join(home, '.cache'), allowed = [0] } = {}) => {
    const { error, status, output } = spawnSync(program, command, {
      cwd,
      env: { ...env, XDG_CACHE_HOME: cacheHome },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    if (error !== undefined) throw error;
    const [, stdout, stderr, figures] = output;
    if (allowed.includes(status)) return { ...JSON.parse(figures), stdout };
    const said = `${stderr}${stdout}`.trim().slice(0, 500);
    throw new Error(`${path.basename(command[0])} exited with ${status}: ${said}`);
  };
}
