// Builds a registry from a fetched corpus and compares its manifests with what the public registry says.
// Usage: npm run build && node test/corpus/compare-corpus.mjs FOLDER [COUNT]
// FOLDER is what fetch-corpus.mjs made; COUNT versions, evenly spread, are compared (default 200, 0 is all).
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import normalizeBin from 'npm-normalize-package-bin';

const [folder, count = '200'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node test/corpus/compare-corpus.mjs FOLDER [COUNT]');
  process.exit(2);
}
const program = path.resolve(import.meta.dirname, '../../dist/cli/main.cjs');
const work = await mkdtemp(path.join(tmpdir(), 'stillpack-corpus-'));
const repo = path.join(work, 'registry');
const out = path.join(work, 'public');

const git = (...args) =>
  execFileSync('git', [
    '-C',
    repo,
    '-c',
    'user.name=corpus',
    '-c',
    'user.email=corpus@example.com',
    ...args,
  ]);

/** The fields that a client acts on. */
const fields = {
  name: (m) => m.name,
  version: (m) => m.version,
  dependencies: (m) => map(m.dependencies),
  devDependencies: (m) => map(m.devDependencies),
  peerDependencies: (m) => map(m.peerDependencies),
  optionalDependencies: (m) => map(m.optionalDependencies),
  bundleDependencies: (m) => m.bundleDependencies ?? m.bundledDependencies ?? false,
  peerDependenciesMeta: (m) => map(m.peerDependenciesMeta),
  bin: (m) => map(m.bin),
  engines: (m) => map(m.engines),
  os: (m) => m.os ?? [],
  cpu: (m) => m.cpu ?? [],
  libc: (m) => m.libc ?? [],
  hasInstallScript: (m) => m.hasInstallScript ?? false,
  hasShrinkwrap: (m) => m._hasShrinkwrap ?? false,
  integrity: (m) => m.dist.integrity,
  shasum: (m) => m.dist.shasum,
  fileCount: (m) => m.dist.fileCount,
  unpackedSize: (m) => m.dist.unpackedSize,
};

/** Absent and empty maps mean the same to every client. */
function map(value) {
  return Object.keys(value ?? {}).length === 0 ? {} : value;
}

await cp(path.join(folder, 'packages'), path.join(repo, 'packages'), { recursive: true });
execFileSync('git', ['init', '-q', '-b', 'main', repo]);
await writeFile(path.join(repo, '.gitattributes'), '*.tgz -text -diff\n');
await writeFile(
  path.join(repo, 'stillpack.json'),
  JSON.stringify({ url: 'https://npm.example.com/', host: 'nginx' }),
);
git('add', '-A');
git('commit', '-q', '-m', 'The corpus');

const built = spawnSync(
  process.execPath,
  [program, 'build', '--repo', repo, '--out', out, '--json'],
  {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const report = JSON.parse(built.stdout);
console.log(
  `build: exit ${built.status}, ${report.packages} packages, ${report.versions} versions, ` +
    `${report.problems.length} problems, ${report.seconds.toFixed(1)} s`,
);
for (const { severity, code, path: at, message } of report.problems) {
  console.log(`  ${severity} ${code} ${at}: ${message}`);
}

const documents = await readdir(path.join(folder, 'documents'), { recursive: true });
const specs = [];
for (const file of documents.filter((name) => name.endsWith('.json')).toSorted()) {
  const { name, versions } = JSON.parse(
    await readFile(path.join(folder, 'documents', file), 'utf8'),
  );
  for (const [version, manifest] of Object.entries(versions))
    specs.push({ name, version, manifest });
}
const step = Number(count) === 0 ? 1 : Math.max(1, Math.floor(specs.length / Number(count)));
const chosen = specs.filter((_, index) => index % step === 0);
const differences = [];
const counted = countByNpm(chosen);
let countedByRegistry = 0;
for (const { name, version, manifest } of chosen) {
  if (manifest.dist.fileCount !== undefined) countedByRegistry += 1;
  manifest.dist = { ...counted.get(`${name}@${version}`), ...manifest.dist };
  const packument = JSON.parse(await readFile(path.join(out, name), 'utf8'));
  const ours = packument.versions[version];
  for (const [field, read] of Object.entries(fields)) {
    const mine = ours === undefined ? 'absent' : read(ours);
    const theirs = read(manifest);
    if (isDeepStrictEqual(mine, theirs)) continue;
    const why = explain(field, mine, manifest);
    differences.push({ spec: `${name}@${version}`, field, mine, theirs, why });
  }
}

/** What npm itself counts in a tarball, for registries whose documents leave it out. */
function countByNpm(specs) {
  const files = specs.map(({ name, version }) =>
    path.join(folder, 'packages', name, `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`),
  );
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // npm 12 prints an object by name, earlier ones an array.
  const counts = new Map();
  for (const { id, entryCount, unpackedSize } of Object.values(JSON.parse(output))) {
    counts.set(id, { fileCount: entryCount, unpackedSize });
  }
  return counts;
}

/** Why a field differs although nothing is wrong; `undefined` when something may be. */
function explain(field, mine, manifest) {
  if (field === 'bin') {
    const { bin } = normalizeBin({ name: manifest.name, bin: structuredClone(manifest.bin) });
    const same = isDeepStrictEqual(mine, map(bin));
    return same
      ? 'the publisher sent bin as package.json has it; npm normalises it alike'
      : undefined;
  }
  if (field === 'hasInstallScript') {
    const { install, preinstall, postinstall } = manifest.scripts ?? {};
    return (install ?? preinstall ?? postinstall) !== undefined && mine
      ? 'the publisher sent no flag, but the scripts are there'
      : undefined;
  }
  if (field === 'integrity') {
    return manifest.dist.integrity === undefined ? 'published before sha512' : undefined;
  }
  return undefined;
}

const unexplained = differences.filter(({ why }) => why === undefined);
console.log(
  `compared ${chosen.length} versions in ${Object.keys(fields).length} fields: ` +
    `${differences.length} differences, ${unexplained.length} of them unexplained ` +
    `(fileCount and unpackedSize: the registry's word for ${countedByRegistry}, npm pack's for the rest)`,
);
for (const { spec, field, mine, theirs, why = '?' } of differences) {
  console.log(
    `  ${spec} ${field}: ours ${JSON.stringify(mine)} theirs ${JSON.stringify(theirs)} (${why})`,
  );
}
await rm(work, { recursive: true, force: true });
process.exitCode = built.status === 0 ? 0 : 1;
