// Reviews the last version of popular packages against the one before, as a pull request that adds all of them: a
// review that blocks one of them is wrong.
// Usage: node test/review/popular-packages.mjs --cache FOLDER [--list FILE] [--fetch-only]
// Tarballs come through npm's own fetcher from the registry npm is configured with; files that are there are kept.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pacote from 'pacote';
import semver from 'semver';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    cache: { type: 'string' },
    list: { type: 'string', default: path.join(import.meta.dirname, 'popular-packages.txt') },
    'fetch-only': { type: 'boolean', default: false },
  },
});
if (values.cache === undefined) {
  console.error(
    'usage: node test/review/popular-packages.mjs --cache FOLDER [--list FILE] [--fetch-only]',
  );
  process.exit(2);
}
const cache = path.resolve(values.cache);

/** What npm is configured with. */
const npmConfig = (key) =>
  execFileSync('npm', ['config', 'get', key], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

const basenameOf = (name) => name.slice(name.indexOf('/') + 1);
const tarballPath = (name, version) =>
  path.join('packages', name, `${basenameOf(name)}-${version}.tgz`);

async function save(file, bytes) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}

/** Old packages have versions that are none. */
const isStable = (version) => semver.valid(version) !== null && semver.prerelease(version) === null;

/** `latest`, and the highest stable version below it: what `versions.json` in the cache says, once it is there. */
async function pairOf(name, options) {
  const packument = await pacote.packument(name, options);
  const { latest } = packument['dist-tags'];
  const lower = Object.keys(packument.versions).filter(
    (version) => isStable(version) && semver.lt(version, latest),
  );
  return { name, before: semver.rsort(lower)[0], after: latest };
}

/** The tarballs of all packages in the cache; what was chosen once stays, so that runs can be compared. */
async function fetchPairs(names) {
  const options = { registry: npmConfig('registry'), cache: npmConfig('cache') };
  const file = path.join(cache, 'versions.json');
  const known = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : [];
  const pairs = [];
  for (const name of names) {
    const pair = known.find((each) => each.name === name) ?? (await pairOf(name, options));
    if (pair.before === undefined) throw new Error(`${name} has only one stable version`);
    for (const version of [pair.before, pair.after]) {
      const target = path.join(cache, tarballPath(name, version));
      if (!existsSync(target)) {
        await save(target, await pacote.tarball(`${name}@${version}`, options));
      }
    }
    pairs.push(pair);
  }
  const others = known.filter(({ name }) => !names.includes(name));
  await save(file, `${JSON.stringify([...pairs, ...others], null, 1)}\n`);
  return pairs;
}

/** A registry with the previous versions (the first commit), to which Mira, who owns them, adds the last ones. */
async function makeRepository(folder, pairs) {
  const mira = ['-c', 'user.name=Mira', '-c', 'user.email=mira@example.com'];
  const settings = ['-c', 'core.autocrlf=false', '-c', 'commit.gpgsign=false'];
  const git = (...args) =>
    execFileSync('git', [...mira, ...settings, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    }).trim();
  const place = async (name, version) => {
    const target = path.join(folder, tarballPath(name, version));
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(cache, tarballPath(name, version)), target);
  };
  const commit = (message) => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  await save(path.join(folder, '.gitattributes'), '*.tgz -text -diff\n');
  await save(path.join(folder, 'stillpack.json'), '{}\n');
  await save(
    path.join(folder, 'users/mira.json'),
    `${JSON.stringify({ email: 'mira@example.com', forge: 'mira' })}\n`,
  );
  for (const { name, before } of pairs) {
    await place(name, before);
    await save(path.join(folder, 'packages', name, 'meta.json'), '{"maintainers":["mira"]}\n');
  }
  const base = commit('Add the previous versions');
  for (const { name, after } of pairs) await place(name, after);
  return { base, head: commit('Add the last versions') };
}

function review(folder, { base, head }) {
  const program = path.join(root, 'dist/cli/main.cjs');
  const args = [program, 'review', `${base}..${head}`, '--format', 'json'];
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - started) / 1000;
  if (![0, 1, 42].includes(status)) throw new Error(`review ended with ${status}:\n${stderr}`);
  return { report: JSON.parse(stdout), seconds };
}

const levels = ['block', 'person', 'warning', 'info'];

/** As `verdictOf` has it. */
function verdictOf(findings) {
  const worst = levels.find((level) => findings.some((each) => each.level === level));
  return worst === 'block' || worst === 'person' ? worst : 'pass';
}

/** `check level` with how often, worst first. */
function countsOf(findings) {
  const counts = new Map();
  for (const level of levels) {
    for (const each of findings.filter((one) => one.level === level)) {
      const key = `${each.check} ${level}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].map(([key, count]) => (count === 1 ? key : `${key} x${count}`));
}

function print({ report, seconds }, pairs) {
  const rows = pairs.map(({ name, before, after }) => {
    const own = report.findings.filter((each) => each.path.startsWith(`packages/${name}/`));
    return [name, `${before} -> ${after}`, verdictOf(own), countsOf(own).join(', ')];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  console.log(`\nAll findings (${pairs.length} packages, ${seconds.toFixed(1)} s):`);
  for (const count of countsOf(report.findings)) console.log(`  ${count}`);
  for (const { check, path: file, message } of report.findings.filter(
    ({ level }) => level === 'block',
  )) {
    console.log(`\nblock: ${check} ${file}\n  ${message}`);
  }
}

const names = (await readFile(values.list, 'utf8')).split('\n').filter((line) => line !== '');
const pairs = await fetchPairs(names);
console.error(`${pairs.length} packages are in ${cache}`);
if (!values['fetch-only']) {
  const folder = await mkdtemp(path.join(tmpdir(), 'popular-packages-'));
  try {
    const outcome = review(folder, await makeRepository(folder, pairs));
    print(outcome, pairs);
    process.exitCode = outcome.report.findings.some(({ level }) => level === 'block') ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
