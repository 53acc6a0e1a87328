// The whole of stillpack on real packages: init, add, build, serve, and a real `npm install` from it.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { add, init, type RegistryServer, serve } from '../../src/index.ts';
import type { Io } from '../io.ts';
import { count, formatBytes, paint, printLine } from '../report.ts';
import { npm, withoutNpmSettings } from './npm.ts';
import { writeProductionTarballs } from './production-tarballs.ts';

export interface DemoOptions {
  /** stillpack's own folder, with package-lock.json. */
  readonly root: string;
  /** An empty folder for everything that is made. */
  readonly dir: string;
}

/** One package without a scope, and one with. */
const installed = ['stillpack', '@npmcli/arborist'] as const;

/** Tells the story while it happens; resolves with the server still up. */
export async function demo({ root, dir }: DemoOptions, io: Io): Promise<RegistryServer> {
  const repo = path.join(dir, 'registry');
  await makeRegistry(repo, io);
  await addPackages({ root, repo, tarballs: path.join(dir, 'tarballs') }, io);
  const server = await serveRegistry({ repo, cacheDir: path.join(dir, 'cache') }, io);
  try {
    await install({ url: server.url, dir }, io);
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

async function makeRegistry(repo: string, io: Io): Promise<void> {
  chapter(io, 'A registry is a git repository', `stillpack init ${repo}`);
  const { files, commit } = await init({ dir: repo, url: 'http://127.0.0.1/', env: io.env });
  tell(io, `${count(files.length, 'file')} in commit ${commit.slice(0, 12)}`);
}

async function addPackages(
  {
    root,
    repo,
    tarballs,
  }: { readonly root: string; readonly repo: string; readonly tarballs: string },
  io: Io,
): Promise<void> {
  chapter(io, 'Its packages are tarballs, added by commits', `stillpack add ${root}`);
  // `npm ci` has built it: packing must not build it again while it runs.
  const env = { ...io.env, npm_config_ignore_scripts: 'true' };
  const own = await add({ repo, files: [root], cwd: root, env });
  for (const { name, version, path: file } of own.added) tell(io, `${name} ${version} → ${file}`);

  const { files, cached } = await writeProductionTarballs({ root, into: tarballs, env: io.env });
  command(io, `stillpack add ${tarballs}${path.sep}*.tgz`);
  const message = "Publish stillpack's production dependencies";
  const report = await add({ repo, files, cwd: root, env, message });
  const bytes = report.added.reduce((sum, { size }) => sum + size, 0);
  tell(io, `${count(report.added.length, 'version')} (${formatBytes(bytes)}) in one commit`);
  tell(io, `the real tarballs that package-lock.json names, ${cached} of them from npm's cache`);
}

async function serveRegistry(
  place: { readonly repo: string; readonly cacheDir: string },
  io: Io,
): Promise<RegistryServer> {
  chapter(
    io,
    'A build turns the commit into files that any web server can serve',
    'stillpack serve',
  );
  const before = io.seconds();
  const server = await serve({ ...place, port: 0, env: io.env });
  const { packages, versions, files, bytes } = server.report;
  tell(io, `${count(packages, 'package')}, ${count(versions, 'version')}`);
  tell(io, `${count(files.written, 'file')} (${formatBytes(bytes)}) in ${since(io, before)}`);
  tell(io, `on ${server.url}`);
  return server;
}

/** With an empty project, an empty cache, and no other registry than ours. */
async function install(
  { url, dir }: { readonly url: string; readonly dir: string },
  io: Io,
): Promise<void> {
  chapter(io, 'npm installs from it', `npm install ${installed.join(' ')} --registry ${url}`);
  const project = path.join(dir, 'project');
  await mkdir(project);
  await writeFile(path.join(project, 'package.json'), '{ "private": true }\n');
  const env = {
    ...withoutNpmSettings(io.env),
    npm_config_cache: path.join(dir, 'npm-cache'),
    npm_config_userconfig: path.join(dir, 'npmrc'),
    npm_config_globalconfig: path.join(dir, 'npmrc-global'),
    npm_config_registry: url,
    npm_config_update_notifier: 'false',
  };
  const before = io.seconds();
  await npm(['install', '--no-audit', '--no-fund', ...installed], { cwd: project, env });
  const places = await readInstalled(project);
  const strangers = places.filter(({ resolved }) => !resolved.startsWith(url));
  if (strangers.length > 0) throw new Error(`not from ${url}: ${JSON.stringify(strangers)}`);
  tell(io, `${count(places.length, 'package')} in ${since(io, before)}, every one from ${url}`);
  const version = await npm(['exec', '--offline', 'stillpack', '--', '--version'], {
    cwd: project,
    env,
  });
  tell(io, `the stillpack that it installed runs, and says it is ${version}`);
  printLine(io);
  printLine(io, paint('green', 'It works.'));
}

interface Installed {
  readonly resolved: string;
  readonly integrity: string;
}

async function readInstalled(project: string): Promise<readonly Installed[]> {
  const file = path.join(project, 'node_modules', '.package-lock.json');
  // npm wrote the file: this is its shape since npm 7.
  const lock = JSON.parse(await readFile(file, 'utf8')) as {
    readonly packages: Readonly<Record<string, Installed>>;
  };
  return Object.values(lock.packages);
}

/** Removes everything that the demo made. */
export async function removeDemo(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

function chapter(io: Io, title: string, line: string): void {
  printLine(io);
  printLine(io, paint('bold', title));
  command(io, line);
}

function command(io: Io, line: string): void {
  printLine(io, ' ', paint('cyan', `$ ${line}`));
}

function tell(io: Io, line: string): void {
  printLine(io, `    ${line}`);
}

function since(io: Io, before: number): string {
  return `${(io.seconds() - before).toFixed(1)} s`;
}
