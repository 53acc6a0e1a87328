// Installs the pinned clients and emulators of versions.json into .cache/tools, from the registry that npm is
// configured with. A folder that is there is complete: each is filled under another name and then renamed.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../../.cache/tools');
const tools = JSON.parse(readFileSync(join(here, 'versions.json'), 'utf8'));
const atOnce = 2;

/** Node's own binaries are packages too, one for each platform. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

async function install(id) {
  const { package: name, version, scripts = true, with: others = [] } = tools[id];
  const folder = `${id.replace(/-\d+$/, '')}-${version}`;
  const target = join(root, folder);
  if (existsSync(target)) return `${folder} is there`;
  const started = process.hrtime.bigint();
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await npm([
    'install',
    `--prefix=${unfinished}`,
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(scripts ? [] : ['--ignore-scripts', '--omit=optional']),
    `${name.replace('node-<platform>', nodePackage())}@${version}`,
    ...others,
  ]);
  await rename(unfinished, target);
  const seconds = Number((process.hrtime.bigint() - started) / 100_000_000n) / 10;
  return `${folder} installed in ${seconds} s`;
}

/** The npm that runs this script, else the one on the PATH. */
function npm(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

const queue = Object.keys(tools);
async function work() {
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    try {
      process.stdout.write(`${await install(id)}\n`);
    } catch (error) {
      process.stderr.write(`${id} could not be installed: ${error.stderr || error.message}\n`);
      process.exitCode = 1;
    }
  }
}
await Promise.all(Array.from({ length: atOnce }, work));
