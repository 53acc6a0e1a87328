// Fetches real package versions through npm's own fetcher, from the registry npm is configured with.
// Usage: node test/corpus/fetch-corpus.mjs LIST FOLDER
// LIST has a `name@version` a line. FOLDER gets `packages/<name>/<file>.tgz` and `documents/<name>.json`
// (what the registry says of the listed versions). Files that are there are kept.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pacote from 'pacote';

const [list, folder] = process.argv.slice(2);
if (list === undefined || folder === undefined) {
  console.error('usage: node test/corpus/fetch-corpus.mjs LIST FOLDER');
  process.exit(2);
}

/** What npm is configured with. */
const npmConfig = (key) =>
  execFileSync('npm', ['config', 'get', key], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
const options = {
  registry: npmConfig('registry'),
  cache: npmConfig('cache'),
  preferOffline: true,
  fullMetadata: true,
};

const wanted = new Map();
for (const line of (await readFile(list, 'utf8')).split('\n')) {
  const spec = line.trim().split(/\s/)[0];
  if (!spec || spec.startsWith('#')) continue;
  const at = spec.lastIndexOf('@');
  const name = spec.slice(0, at);
  wanted.set(name, [...(wanted.get(name) ?? []), spec.slice(at + 1)]);
}

async function save(file, bytes) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}

async function fetchPackage(name, versions) {
  const document = path.join(folder, 'documents', `${name}.json`);
  if (!existsSync(document)) {
    const packument = await pacote.packument(name, options);
    const kept = Object.fromEntries(
      versions.map((version) => [version, packument.versions[version]]),
    );
    await save(document, JSON.stringify({ name, versions: kept }, null, 1));
  }
  for (const version of versions) {
    const file = path.join(
      folder,
      'packages',
      name,
      `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`,
    );
    if (!existsSync(file)) await save(file, await pacote.tarball(`${name}@${version}`, options));
  }
}

const queue = [...wanted];
let done = 0;
let failed = 0;
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await fetchPackage(...next).catch((error) => {
        failed += 1;
        console.error(`${next[0]}: ${error.message}`);
      });
      done += 1;
      if (done % 100 === 0) console.error(`${done} of ${wanted.size} packages`);
    }
  }),
);
console.error(`${done - failed} packages are in ${folder}, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
