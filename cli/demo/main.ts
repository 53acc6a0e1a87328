// `npm run demo`: leaves the registry up. `npm run demo -- --once`: ends after the install.
import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeTemporaryFolder, StillpackError } from '../../src/index.ts';
import { processIo } from '../io.ts';
import { paint, printBug, printLine, printRefusal } from '../report.ts';
import { demo, removeDemo } from './demo.ts';

const io = processIo();
const root = path.dirname(createRequire(import.meta.url).resolve('stillpack/package.json'));
// Asked for at once, so that Ctrl-C in the middle of the story also removes what was made.
const interrupted = io.interrupted();
let dir: string | undefined;
try {
  dir = await realpath(await makeTemporaryFolder('demo'));
  const server = await Promise.race([demo({ root, dir }, io), interrupted]);
  if (server !== undefined && !process.argv.includes('--once')) {
    printWaysToTry(server.url, dir);
    await interrupted;
  }
  await server?.close();
  if (server === undefined) process.exitCode = 130;
} catch (error) {
  if (error instanceof StillpackError) printRefusal(io, error);
  else printBug(io, error);
  process.exitCode = 1;
} finally {
  if (dir !== undefined) await removeDemo(dir);
}
// The story may still be going on after Ctrl-C.
if (process.exitCode === 130) process.exit();

function printWaysToTry(url: string, dir: string): void {
  printLine(io, `${url} stays up. Try:`);
  for (const line of [
    `npm view stillpack --registry ${url}`,
    `curl ${url}semver`,
    `git -C ${path.join(dir, 'registry')} log`,
  ]) {
    printLine(io, ' ', paint('cyan', `$ ${line}`));
  }
  printLine(io, paint('dim', 'Ctrl-C stops it and removes what it made.'));
}
