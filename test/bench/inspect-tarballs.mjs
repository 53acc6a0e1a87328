// Inspects the tarballs that a list names, one after the other, and prints how many there were.
// Usage: node test/bench/inspect-tarballs.mjs LIST, after `npm run build`
import { readFileSync } from 'node:fs';
import { inspectTarball } from '../../dist/src/inspect/inspect-tarball.js';

const paths = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
let entries = 0;
for (const path of paths) {
  const { tarball } = await inspectTarball(readFileSync(path), { path });
  entries += tarball?.fileCount ?? 0;
}
console.log(`${paths.length} ${entries}`);
