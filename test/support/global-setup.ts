// Builds the program once for every suite that runs it.
import { execFileSync } from 'node:child_process';

export function setup(): void {
  if (process.env['STILLPACK_NO_BUILD'] !== undefined) return;
  for (const args of [
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    ['node_modules/rolldown/bin/cli.mjs', '-c', '--log-level', 'warn'],
    ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.site.config.js', '--log-level', 'warn'],
    ['dist/cli/write-program-digest.js'],
  ]) {
    execFileSync(process.execPath, args, { stdio: 'inherit' });
  }
}
