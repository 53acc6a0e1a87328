// Builds the program once for every suite that runs it.
import { execFileSync } from 'node:child_process';

export function setup(): void {
  if (process.env['STILLPACK_NO_BUILD'] !== undefined) return;
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
}
