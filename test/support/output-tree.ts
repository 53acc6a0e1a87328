import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageName } from '../../src/package-name.ts';
import type { BuildRecord } from '../../src/write/build-record.ts';
import { openOutput } from '../../src/write/open-output.ts';
import type { WriteTotals } from '../../src/write/output-folder.ts';
import { packageName } from './model.ts';
import { planned, type PlannedParts } from './output-files.ts';

export const someRecord: BuildRecord = {
  stillpack: '0.1.0',
  commit: 'c'.repeat(40),
  date: '2024-01-01T00:00:00.000Z',
  options: 'o',
  host: 'nginx',
  url: 'https://npm.acme.example/',
  isOverruled: false,
};

/** Files by package; under `''` those that span packages. */
export type RegistryParts = Readonly<Record<string, readonly PlannedParts[]>>;

/** A whole build into `dir`. */
export async function writeRegistry(
  dir: string,
  registry: RegistryParts,
  record: BuildRecord = someRecord,
): Promise<WriteTotals> {
  const folder = await openOutput(dir);
  try {
    for (const [name, files] of Object.entries(registry)) {
      if (name !== '') await folder.writePackage(packageName(name), files.map(planned));
    }
    await folder.writeRegistry((registry[''] ?? []).map(planned));
    await folder.removeOthers();
    return await folder.finish(record);
  } finally {
    await folder.close();
  }
}

/** Every file below `dir`, our own records included: path → text. */
export async function readTree(dir: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const tree = new Map<string, string>();
  for (const entry of entries.toSorted((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory()) tree.set(path.slice(dir.length + 1), await readFile(path, 'utf8'));
  }
  return tree;
}

/** The same without our records. */
export async function readDocuments(dir: string): Promise<ReadonlyMap<string, string>> {
  const tree = await readTree(dir);
  return new Map([...tree].filter(([path]) => !path.startsWith('-/stillpack/')));
}

/** Inode and time of each file: what differs was written. */
export async function stampsOf(dir: string): Promise<ReadonlyMap<string, string>> {
  const stamps = new Map<string, string>();
  for (const path of (await readTree(dir)).keys()) {
    const { ino, ctimeMs } = await lstat(join(dir, path));
    stamps.set(path, `${ino} ${ctimeMs}`);
  }
  return stamps;
}

export type { PackageName };
