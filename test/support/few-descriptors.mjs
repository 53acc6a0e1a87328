// Walks a repository's history with the compiled program while n descriptors are free, for each n from 0 to 20, and prints
// how each failure is called and what it advises, or 'ok'. Argument: the repository. Run it with a small `ulimit -n`.
import fs from 'node:fs';
import process from 'node:process';
import { openEngine } from '../../dist/src/source/open-engine.js';

const [, , repo] = process.argv;
const engine = await openEngine({ repo, engine: 'git', env: process.env });
const commit = await engine.resolveCommit('HEAD');

async function walk() {
  for await (const { oid } of engine.firstParentLog(commit)) if (oid === '') return;
}

function fill() {
  const taken = [];
  try {
    for (;;) taken.push(fs.openSync('/dev/null', 'r'));
  } catch {
    return taken;
  }
}

const found = [];
for (let free = 0; free <= 20; free += 1) {
  const taken = fill();
  for (const descriptor of taken.splice(0, free)) fs.closeSync(descriptor);
  const outcome = await walk().then(
    () => 'ok',
    ({ code, hint }) => `${code} ${hint}`,
  );
  for (const descriptor of taken) fs.closeSync(descriptor);
  found.push(outcome);
}
process.stdout.write(JSON.stringify(found));
