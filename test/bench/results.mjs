// Results of all rows, kept beside the registries, so that a run of single rows leaves the others standing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `{ rows: { [id]: result }, functions: result[] | undefined }` */
export function openResults(cache) {
  const file = path.join(cache, 'results.json');
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { rows: {} };
  return {
    results,
    save: () => writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`),
  };
}
