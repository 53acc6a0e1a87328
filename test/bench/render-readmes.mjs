// Renders the READMEs that a JSON file holds, one after the other, and prints how many there were and the bytes they became.
// Usage: node test/bench/render-readmes.mjs FILE, after `npm run build`
import { readFileSync } from 'node:fs';
import { renderTasks } from '../../dist/bundle/readme-worker.js';

const inputs = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let bytes = 0;
for (const input of inputs) {
  const [{ utf8 }] = renderTasks([{ kind: 'readme', input }]);
  bytes += utf8.length;
}
console.log(`${inputs.length} ${bytes}`);
