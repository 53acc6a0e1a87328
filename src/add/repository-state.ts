// What the repository has of the packages that are to be added to.
import type { PackageState } from '../change/tag-version.ts';
import { compareText } from '../compare.ts';
import { defaultMeta, parseMeta } from '../model/meta.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import { maxConfigBytes } from '../source/byte-limits.ts';
import type { GitEngine, Oid, TreeEntry } from '../source/git-engine.ts';
import { packagesIn } from '../source/package-files.ts';
import { packagePathOf, versionOfFile } from '../source/package-path.ts';

export interface RepositoryState {
  /** Every package, sorted. */
  readonly names: readonly PackageName[];
  /** Those of the wanted ones that are there. */
  readonly packages: ReadonlyMap<PackageName, PackageState>;
  /** META_INVALID: tombstones and tags that cannot be read must not be taken for absent ones. */
  readonly problems: readonly Problem[];
}

interface PackageFile {
  readonly path: string;
  readonly oid: Oid;
  /** Below the package's folder. */
  readonly fileName: string;
}

/** Reads the state of the `wanted` packages from the files of a commit. */
export async function readRepositoryState({
  engine,
  files,
  wanted,
}: {
  readonly engine: GitEngine;
  readonly files: readonly TreeEntry[];
  readonly wanted: ReadonlySet<PackageName>;
}): Promise<RepositoryState> {
  const folders = groupByPackage(files);
  const names = [...folders.keys()].sort(compareText);
  const packages = new Map<PackageName, PackageState>();
  const problems: Problem[] = [];
  for (const name of names) {
    if (!wanted.has(name)) continue;
    const { state, problem } = await readPackage(engine, { name, files: folders.get(name) ?? [] });
    packages.set(name, state);
    if (problem !== undefined) problems.push(problem);
  }
  for await (const { name, problem } of packagesIn(files)) {
    if (problem !== undefined && wanted.has(name)) problems.push(problem);
  }
  return { names, packages, problems };
}

function groupByPackage(
  files: readonly TreeEntry[],
): ReadonlyMap<PackageName, readonly PackageFile[]> {
  const folders = new Map<PackageName, PackageFile[]>();
  for (const { path, oid } of files) {
    const found = packagePathOf(path);
    const name = packageNameOf(found?.name);
    if (found === undefined || name === undefined) continue;
    const folder = folders.get(name) ?? [];
    folder.push({ path, oid, fileName: found.rest });
    folders.set(name, folder);
  }
  return folders;
}

async function readPackage(
  engine: GitEngine,
  { name, files }: { readonly name: PackageName; readonly files: readonly PackageFile[] },
): Promise<{ readonly state: PackageState; readonly problem?: Problem | undefined }> {
  const versions = files
    .map(({ fileName }) => versionOfFile(name, fileName))
    .filter((version) => version !== undefined);
  const file = files.find(({ fileName }) => fileName === 'meta.json');
  if (file === undefined) {
    return { state: { versions, meta: defaultMeta, metaBytes: undefined } };
  }
  const read = (await engine.readBlob(file.oid, maxConfigBytes)) ?? new Uint8Array();
  const metaBytes = typeof read === 'object' ? read : undefined;
  const { meta = defaultMeta, problem } = parseMeta(file.path, read);
  return { state: { versions, meta, metaBytes }, problem };
}
