// The clients and suites that `npm run test:tools` brings.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const versions = JSON.parse(
  readFileSync(path.join(here, '../support/tools/versions.json'), 'utf8'),
);

/** The folder of a tool's programs. */
export function toolPrograms(id) {
  const folder = `${id.replace(/-\d+$/, '')}-${versions[id].version}`;
  const programs = path.join(here, '../../.cache/tools', folder, 'node_modules/.bin');
  if (!existsSync(programs)) throw new Error(`${id} is missing: npm run test:tools`);
  return programs;
}
