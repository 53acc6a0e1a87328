// Real packages without a network: those that `npm ci` installed for this project, packed again.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageTarball } from '../tarball.ts';
import type { Release } from './release.ts';

const root = path.resolve(import.meta.dirname, '../../../node_modules');

/** Larger ones would only cost time. */
const mostBytes = 60_000;
const mostFiles = 40;

/** Every so many of them get a second version. */
const everyOther = 8;

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly manifest: Uint8Array;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Sorted by name; some have two versions. */
export async function installedReleases(): Promise<readonly Release[]> {
  const all = new Map<string, InstalledPackage>();
  for (const folder of await packageFolders(root)) {
    const found = await readPackage(folder);
    if (found !== undefined) all.set(`${found.name}@${found.version}`, found);
  }
  const sorted = [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((pkg, at) => {
    const first = { ...pkg, tarball: packageTarball(pkg), date: '2024-02-01' };
    return at % everyOther === 0 ? [first, nextRelease(pkg)] : [first];
  });
}

/** Of `node_modules`, with those below its packages. */
async function packageFolders(modules: string): Promise<readonly string[]> {
  const entries = await readdir(modules, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const folder = path.join(modules, name);
    if (name.startsWith('@')) found.push(...(await packageFolders(folder)));
    else if (!name.startsWith('.')) {
      found.push(folder, ...(await packageFolders(path.join(folder, 'node_modules'))));
    }
  }
  return found;
}

/** `undefined` for a folder that is no package, and for a large one. */
async function readPackage(folder: string): Promise<InstalledPackage | undefined> {
  const paths = await filePaths(folder);
  if (!paths.includes('package.json') || paths.length > mostFiles) return undefined;
  const read = paths.map(async (file) => [file, await readFile(path.join(folder, file))] as const);
  const { 'package.json': manifest, ...files } = Object.fromEntries(await Promise.all(read));
  const size = Object.values(files).reduce((sum, bytes) => sum + bytes.length, 0);
  if (manifest === undefined || size > mostBytes) return undefined;
  const { name, version } = JSON.parse(manifest.toString('utf8')) as Partial<InstalledPackage>;
  return name === undefined || version === undefined
    ? undefined
    : { name, version, manifest, files };
}

/** Sorted, with `/`; what is installed below it is its dependencies'. */
async function filePaths(folder: string, below = ''): Promise<readonly string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter(({ name }) => name !== 'node_modules')) {
    const file = path.posix.join(below, entry.name);
    if (entry.isDirectory()) found.push(...(await filePaths(folder, file)));
    else if (entry.isFile()) found.push(file);
  }
  return found.sort();
}

/** One that changes a file, adds one and leaves one out. */
function nextRelease({ name, version, manifest, files }: InstalledPackage): Release {
  const next = version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
  const text = Buffer.from(manifest).toString('utf8');
  const paths = Object.keys(files);
  const [gone] = paths.length > 2 ? paths : [];
  const kept = Object.entries(files).filter(([file]) => file !== gone);
  const tarball = packageTarball({
    manifest: { ...(JSON.parse(text) as object), version: next },
    files: { ...Object.fromEntries(kept), 'NEWS.md': `# ${next}\n\nFixes.\n` },
  });
  return { name, version: next, tarball, date: '2024-06-01' };
}
