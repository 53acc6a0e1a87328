// Around a run: where every suite has to run, a missing tool ends it before it begins; at its end it writes the
// matrix of hosts and clients, and says which suites were left out and how to get them.
import { writeMatrix } from '../server-matrix.ts';
import { suitesLeftOut } from './suites.ts';

export function setup(): void {
  const leftOut = suitesLeftOut();
  if (process.env['STILLPACK_REQUIRE_TOOLS'] !== '1' || leftOut.length === 0) return;
  const missing = [...new Set(leftOut.flatMap((suite) => suite.missing))];
  throw new Error(`STILLPACK_REQUIRE_TOOLS is set, but these are missing: ${missing.join(', ')}`);
}

export async function teardown(): Promise<void> {
  await writeMatrix();
  const leftOut = suitesLeftOut();
  if (leftOut.length === 0) return;
  const missing = [...new Set(leftOut.flatMap((suite) => suite.missing))];
  process.stdout.write(`
Left out, for want of real programs (${leftOut.length} suites):
  ${leftOut.map(({ file }) => file.replace('.test.ts', '')).join(', ')}
Missing: ${missing.join(', ')}
To get them, on Linux or macOS: npm run test:tools
and for the rest, on Debian or Ubuntu: apt-get install nginx apache2 caddy python3 awscli git-lfs
`);
}
