// What is not committed yet: `serve --dirty` shows it beside the commit.
import { join } from 'node:path';
import glob from 'fast-glob';
import { compareText } from '../compare.ts';
import { compareVersions } from '../version.ts';
import { blobIdOf } from './blob-id.ts';
import { readBounded } from './bounded-read.ts';
import { maxConfigBytes } from './byte-limits.ts';
import type { GitEngine, TreeEntry } from './git-engine.ts';
import type { Landing } from './landing.ts';
import { readOutline } from './outline.ts';
import { type ClassifiedPackage, type ClassifiedTarball, packagesIn } from './package-files.ts';
import { packagesFolder } from './package-path.ts';
import { tarballReader } from './read-tarball.ts';
import type {
  FileBytes,
  PackageFolder,
  PackageOutline,
  Snapshot,
  SourceFile,
  TarballFile,
} from './snapshot.ts';
import type { ByteSources } from './tarball-content.ts';
import { readWorkTreeFile } from './work-tree-file.ts';

/**
 * The snapshot with the work tree's own files: tarballs of versions that the commit does not have, marked
 * `uncommitted` and dated like the commit, and meta.json as it is on disk. What is deleted or changed on
 * disk stays as committed. A bare repository has nothing to add.
 */
export async function withWorkTree(snapshot: Snapshot, sources: ByteSources): Promise<Snapshot> {
  const { workTree } = sources.engine;
  if (workTree === undefined) return snapshot;
  const entries = await listWorkTree(sources.engine, workTree);
  const { problems } = await readOutline(entries);
  const onDisk = new Map<string, ClassifiedPackage>();
  for await (const disk of packagesIn(entries)) onDisk.set(disk.folder, disk);
  const outlines = outlinesWith(onDisk, snapshot, sources.engine);
  const reported = new Set(snapshot.problems.map(({ path }) => path));
  return {
    ...snapshot,
    packageCount: outlines.length,
    outlines: () => outlines,
    async *packages() {
      const added = new Map(onDisk);
      for await (const committed of snapshot.packages()) {
        const disk = added.get(committed.path);
        added.delete(committed.path);
        yield disk === undefined ? committed : dirtyFolder({ disk, committed, snapshot, sources });
      }
      for (const disk of added.values()) {
        yield dirtyFolder({ disk, committed: undefined, snapshot, sources });
      }
    },
    problems: [...snapshot.problems, ...problems.filter(({ path }) => !reported.has(path))],
  };
}

function outlinesWith(
  onDisk: ReadonlyMap<string, ClassifiedPackage>,
  snapshot: Snapshot,
  engine: GitEngine,
): readonly PackageOutline[] {
  const outlines = new Map([...snapshot.outlines()].map((outline) => [outline.name, outline]));
  for (const { name, meta } of onDisk.values()) {
    const committed = outlines.get(name);
    const shown = meta === undefined ? committed?.meta : diskFile(engine, meta);
    outlines.set(name, { name, since: committed?.since, meta: shown });
  }
  return [...outlines.values()].toSorted((a, b) => compareText(a.name, b.name));
}

/** The package files on disk as a commit would list them. */
async function listWorkTree(engine: GitEngine, workTree: string): Promise<TreeEntry[]> {
  const patterns = ['*/*.tgz', '*/*.tgz.json', '*/meta.json'].flatMap((pattern) => [
    `${packagesFolder}/${pattern}`,
    `${packagesFolder}/@*/${pattern}`,
  ]);
  const paths = await glob(patterns, { cwd: workTree, followSymbolicLinks: false });
  const entries: TreeEntry[] = [];
  for (const path of paths.toSorted(compareText)) {
    const bytes = await readWorkTreeFile(engine, path);
    // Gone since it was listed, as when somebody is just writing there.
    if (bytes === undefined) continue;
    entries.push({ path, mode: '100644', oid: blobIdOf(bytes, engine.objectFormat) });
  }
  return entries;
}

function dirtyFolder(context: {
  readonly disk: ClassifiedPackage;
  readonly committed: PackageFolder | undefined;
  readonly snapshot: Snapshot;
  readonly sources: ByteSources;
}): PackageFolder {
  const { disk, committed, snapshot, sources } = context;
  const versions = new Set(committed?.tarballs.map(({ version }) => version));
  const added = disk.tarballs
    .filter(({ version }) => !versions.has(version))
    .map((tarball) => uncommittedTarball(tarball, { date: snapshot.date, sources }));
  const metaChanged = disk.meta !== undefined && disk.meta.oid !== committed?.meta?.oid;
  if (committed !== undefined && added.length === 0 && !metaChanged) return committed;
  return {
    name: disk.name,
    path: disk.folder,
    tarballs: [...(committed?.tarballs ?? []), ...added].toSorted(
      (a, b) => compareVersions(a.version, b.version) || compareText(a.path, b.path),
    ),
    provenances: committed?.provenances ?? [],
    meta: metaChanged ? diskFile(sources.engine, disk.meta) : committed?.meta,
    problem: disk.problem ?? committed?.problem,
    history: {
      ...(committed?.history ?? { files: 0, since: undefined, versions: new Map() }),
      revision: (committed?.history.revision ?? 0) + 1,
      modified: snapshot.date,
    },
  };
}

function uncommittedTarball(
  { entry, version }: ClassifiedTarball,
  { date, sources }: { readonly date: Date; readonly sources: ByteSources },
): TarballFile {
  const { path, oid } = entry;
  const landed: Landing = {
    date,
    files: 0,
    since: undefined,
    contested: false,
    rivals: [],
    author: { name: 'uncommitted', email: '' },
    commit: undefined,
    path,
    oid,
  };
  return {
    path,
    oid,
    version,
    landed,
    uncommitted: true,
    ...tarballReader(sources, { path, oid, landed }),
  };
}

function diskFile(engine: GitEngine, { path, oid }: TreeEntry): SourceFile {
  return { path, oid, read: () => readDisk(join(engine.workTree ?? '', path)) };
}

/** A file that is gone again is like an empty one. */
async function readDisk(file: string): Promise<FileBytes> {
  return (await readBounded(file, maxConfigBytes)) ?? new Uint8Array();
}
