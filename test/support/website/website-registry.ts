// The registry that the browser's tests read: real packages, a company's, and hostile ones, in a git repository.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRepository } from '../git-repository.ts';
import { acmeFiles, acmeMetas, acmeReleases } from './acme-packages.ts';
import { hostileMetas, hostileReleases } from './hostile-packages.ts';
import type { Release } from './release.ts';

/** Commits all of it in the order of its dates, each day a commit. */
export async function createWebsiteRegistry(
  dir: string,
  installed: readonly Release[],
): Promise<void> {
  const repository = await createRepository({ dir });
  const files = { ...acmeFiles, ...metaFiles() };
  for (const [file, content] of Object.entries(files)) {
    await repository.write(file, `${JSON.stringify(content, undefined, 2)}\n`);
  }
  const all = [...installed, ...hostileReleases, ...acmeReleases];
  for (const date of [...new Set(all.map((release) => release.date))].sort()) {
    const releases = all.filter((release) => release.date === date);
    for (const release of releases) await writeRelease(dir, release);
    const [only] = releases;
    const subject = only !== undefined && releases.length === 1 ? only : undefined;
    const message = subject ? `Publish ${subject.name} ${subject.version}` : 'Publish packages';
    await repository.commit(message, { date: `${date}T10:00:00Z` });
  }
}

function metaFiles(): Readonly<Record<string, object>> {
  const metas = [...acmeMetas, ...hostileMetas];
  return Object.fromEntries(metas.map(([name, meta]) => [`packages/${name}/meta.json`, meta]));
}

async function writeRelease(
  dir: string,
  { name, version, tarball, provenance }: Release,
): Promise<void> {
  const base = name.slice(name.indexOf('/') + 1);
  const file = join(dir, 'packages', name, `${base}-${version}`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.tgz`, tarball);
  if (provenance !== undefined) await writeFile(`${file}.sigstore`, provenance);
}
