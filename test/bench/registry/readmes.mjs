// The READMEs of real packages, as their pages ask for them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspectTarball } from '../../../dist/src/inspect/inspect-tarball.js';
import { fragmentOf } from '../../../dist/src/model/fragment-of.js';
import { compareVersions } from '../../../dist/src/version.js';
import { tarballsOf } from './corpus.mjs';

/** Writes what `render-readmes.mjs` reads, of the highest version of each package, and gives its path. */
export async function readmeList({ cache, corpus }) {
  const files = tarballsOf(corpus);
  const list = path.join(cache, `readmes-${files.length}.json`);
  if (existsSync(list)) return list;
  const highest = new Map();
  for (const file of files) {
    const { tarball } = await inspectTarball(readFileSync(path.join(corpus, file)), { path: file });
    if (tarball === undefined) continue;
    const known = highest.get(tarball.name);
    if (known === undefined || compareVersions(known.version, tarball.version) < 0) {
      const { version, readme } = tarball;
      const { repository } = JSON.parse(fragmentOf(tarball).manifest);
      highest.set(tarball.name, { version, readme, repository });
    }
  }
  const inputs = [...highest.values()].flatMap(({ readme, repository }) =>
    readme === undefined ? [] : [{ ...readme, images: 'ask', repository }],
  );
  writeFileSync(list, JSON.stringify(inputs));
  return list;
}
