// stillpack's own production dependencies, as real tarballs at the versions of package-lock.json.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pacote from 'pacote';
import type { Environment } from '../../src/index.ts';
import { npm } from './npm.ts';

interface LockedPackage {
  readonly spec: string;
  readonly fileName: string;
  readonly integrity: string;
}

interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly name?: string;
        readonly version?: string;
        readonly integrity?: string;
        readonly dev?: boolean;
      }
    >
  >;
}

export interface ProductionTarballs {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  /** How many npm had in its cache. */
  readonly cached: number;
}

/**
 * Writes the tarballs below `into`: from npm's cache, where `npm ci` left them, and what is not there through `npm pack`
 * from the configured registry.
 */
export async function writeProductionTarballs({
  root,
  into,
  env,
}: {
  /** The folder of package-lock.json. */
  readonly root: string;
  readonly into: string;
  readonly env: Environment;
}): Promise<ProductionTarballs> {
  await mkdir(into, { recursive: true });
  const cache = path.join(await npm(['config', 'get', 'cache'], { cwd: root, env }), '_cacache');
  const missing: string[] = [];
  const wanted = await readLockedPackages(root);
  // pacote 21 looks a hash up in the cache only when it is told where the bytes came from; nothing is asked there.
  const options = { cache, resolved: 'https://registry.example.com/', offline: true };
  for (const { spec, fileName, integrity } of wanted) {
    try {
      const bytes = await pacote.tarball(spec, { ...options, integrity });
      await writeFile(path.join(into, fileName), bytes);
    } catch {
      missing.push(spec);
    }
  }
  if (missing.length > 0) {
    await npm(['pack', '--ignore-scripts', '--pack-destination', into, ...missing], {
      cwd: root,
      env,
    });
  }
  const names = await readdir(into);
  return {
    files: names.sort().map((name) => path.join(into, name)),
    cached: wanted.length - missing.length,
  };
}

async function readLockedPackages(root: string): Promise<readonly LockedPackage[]> {
  // npm wrote the file: `lockfileVersion` 3 is what this type stands for.
  const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as LockFile;
  const found = new Map<string, LockedPackage>();
  for (const [place, locked] of Object.entries(lock.packages)) {
    const { version, integrity, dev = false } = locked;
    if (dev || version === undefined || integrity === undefined) continue;
    const name = locked.name ?? place.slice(place.lastIndexOf('node_modules/') + 13);
    const spec = `${name}@${version}`;
    const fileName = `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
    found.set(spec, { spec, fileName, integrity });
  }
  return [...found.values()];
}
