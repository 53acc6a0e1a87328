// Sums the CPU profiles that `node --cpu-prof` wrote into a folder: where the time went, by function and by file.
// Usage: node test/bench/top-functions.mjs FOLDER [ROWS]
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [folder, rows = '12'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node test/bench/top-functions.mjs FOLDER [ROWS]');
  process.exit(2);
}

const self = new Map();
let total = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  for (const [index, id] of samples.entries()) {
    const name = names.get(id);
    if (name === '(idle)') continue;
    const time = timeDeltas[index] ?? 0;
    self.set(name, (self.get(name) ?? 0) + time);
    total += time;
  }
}
const sorted = [...self].sort(([, a], [, b]) => b - a).slice(0, Number(rows));
console.log(`${(total / 1000).toFixed(0)} ms of this process's threads that run JavaScript`);
for (const [name, time] of sorted) {
  console.log(`${((100 * time) / total).toFixed(1).padStart(5)} %  ${name}`);
}

function nameOf({ functionName, url }) {
  const file = url === '' ? 'V8 and Node' : path.basename(url);
  return `${functionName === '' ? '(anonymous)' : functionName} (${file})`;
}
