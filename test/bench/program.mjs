// The program under measurement, as commands.
import { rmSync } from 'node:fs';
import path from 'node:path';

const main = path.resolve(import.meta.dirname, '../../dist/cli/main.cjs');

export const stillpack = [process.execPath, main];
export const inspectTarballs = [
  process.execPath,
  path.join(import.meta.dirname, 'inspect-tarballs.mjs'),
];
export const renderReadmes = [
  process.execPath,
  path.join(import.meta.dirname, 'render-readmes.mjs'),
];

/**
 * Builds of one repository into `<cache>/out/<name>`, without the website unless `website` asks for it. `again` builds over what is there, `cold`
 * with neither an output folder nor a cache, `forget` removes both.
 */
export function createBuilds({ cache, measure }, { repo, name, website = false }) {
  const out = path.join(cache, 'out', name);
  const cacheHome = `${out}.cache`;
  const site = website ? [] : ['--no-site'];
  const command = [...stillpack, 'build', '--repo', repo, '--out', out, ...site, '--json'];
  const again = (...options) => {
    // A build that leaves out single versions (1) has done the whole work.
    return measure([...command, ...options], { cacheHome, allowed: [0, 1] });
  };
  const forget = () => {
    for (const folder of [out, cacheHome]) rmSync(folder, { recursive: true, force: true });
  };
  const cold = (...options) => {
    forget();
    return again(...options);
  };
  return { out, again, cold, forget };
}
