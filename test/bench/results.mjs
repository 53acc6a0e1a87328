// Results of all rows, kept beside the registries, so that a run of single rows leaves the others standing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `{ rows: { [id]: result }, functions }` */
export function readResults(cache) {
  const file = resultsFile(cache);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { rows: {} };
}

/** Keeps the result of a row; `functions` stand beside the rows. What others have written stays. */
export function keepResult(cache, id, result) {
  const kept = readResults(cache);
  if (id === 'functions') kept.functions = result;
  else kept.rows[id] = result;
  writeFileSync(resultsFile(cache), `${JSON.stringify(kept, undefined, 2)}\n`);
}

function resultsFile(cache) {
  return path.join(cache, 'results.json');
}
