// What the plan of an upload must know of the registry, brought with as little else as possible.
import { checkPlaces } from '../add/check-places.ts';
import type { InspectedPackage } from '../add/inspect-packages.ts';
import { compareFile } from '../add/known-tarballs.ts';
import { readNameClashes } from '../add/read-name-clashes.ts';
import { readRepositoryState } from '../add/repository-state.ts';
import { isTwin } from '../change/new-name.ts';
import type { AddRequest, KnownTarball } from '../change/plan-add.ts';
import { configFileName } from '../config.ts';
import { couldClash } from '../host/could-clash.ts';
import { type PackageName, packageNameOf, scopeOf } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import { blobIdOf } from '../source/blob-id.ts';
import { checkLayout } from '../source/check-layout.ts';
import type { GitEngine, Oid, TreeEntry } from '../source/git-engine.ts';
import { openEngine } from '../source/open-engine.ts';
import {
  folderOf,
  isPointerPath,
  packagePathOf,
  packagesFolder,
  versionAt,
} from '../source/package-path.ts';
import type { Environment } from '../source/environment.ts';
import { refuseLfs } from '../verbs/refuse-lfs.ts';
import type { ShallowClone } from './shallow-clone.ts';

export type ReadRequest = Pick<AddRequest, 'names' | 'nameClashes' | 'packages'> & {
  /** For each package in the order given. */
  readonly known: readonly (readonly KnownTarball[])[];
  /** What is wrong with what the repository says of the packages. */
  readonly problems: readonly Problem[];
};

/**
 * Reads what the clone's newest commit has of the packages. Throws what a build would say of the repository as a whole
 * (REPOSITORY_LAYOUT, CONFIG_INVALID), REPOSITORY_UNSUPPORTED as `refuseLfs`, and as `ShallowClone.bring`.
 */
export async function readRequest(
  clone: ShallowClone,
  packages: readonly InspectedPackage[],
  env: Environment,
): Promise<ReadRequest> {
  const commit = await clone.head();
  const wanted = new Set(packages.map(({ tarball }) => tarball.name));
  const way = await clone.bring(commit, pathsOf(wanted));
  const files = await readFiles(clone, commit, wanted);
  await clone.bring(commit, pointersOf(files, packages));
  checkLayout((await clone.list(commit)).map(standIn), { published: false });
  checkPlaces(
    [...way.filter(({ mode }) => mode !== folderMode), ...files],
    packages.map(({ tarball }) => tarball),
  );
  const names = await readNames(clone, commit, wanted);
  const engine = await openEngine({ repo: clone.gitDir, engine: 'git', env });
  try {
    await refuseLfs(engine, way);
    const state = await readRepositoryState({ engine, files, wanted });
    const nameClashes = await readNameClashes(
      engine,
      way.filter(({ path }) => path === configFileName),
    );
    const known = [];
    for (const each of packages) known.push(await readKnown(engine, files, each));
    return { ...state, names, nameClashes, known };
  } finally {
    await engine.close();
  }
}

const folderMode = '040000';

/** What is brought whatever is there; of folders the lists of their names. */
function pathsOf(names: ReadonlySet<PackageName>): readonly string[] {
  const folders = [...names].flatMap((name) => {
    const scope = scopeOf(name);
    return [folderOf(name), ...(scope === undefined ? [] : [`${packagesFolder}/@${scope}`])];
  });
  const attributes = [packagesFolder, ...folders].map((folder) => `${folder}/.gitattributes`);
  const metas = [...names].map((name) => `${folderOf(name)}/meta.json`);
  return [configFileName, '.gitattributes', ...attributes, ...metas];
}

/** What lies in the packages' folders. */
async function readFiles(
  clone: ShallowClone,
  commit: Oid,
  names: ReadonlySet<PackageName>,
): Promise<readonly TreeEntry[]> {
  return (await clone.list(commit, [...names].map(folderOf))).map(standIn);
}

/** For a folder whose files nobody brought: something below it, of a name that no file has. */
function standIn(entry: TreeEntry): TreeEntry {
  if (entry.mode !== folderMode) return entry;
  return { ...entry, path: `${entry.path}/.`, mode: '100644' };
}

/** Small files, which say of which bytes they are; a tarball's id says that already. */
function pointersOf(
  files: readonly TreeEntry[],
  packages: readonly InspectedPackage[],
): readonly string[] {
  return packages
    .flatMap((each) => filesOfVersion(files, each))
    .map(({ path }) => path)
    .filter(isPointerPath);
}

function filesOfVersion(
  files: readonly TreeEntry[],
  { tarball }: InspectedPackage,
): readonly TreeEntry[] {
  return files.filter(({ path }) => {
    const place = packagePathOf(path);
    return place?.name === tarball.name && versionAt(place) === tarball.version;
  });
}

async function readKnown(
  engine: GitEngine,
  files: readonly TreeEntry[],
  candidate: InspectedPackage,
): Promise<readonly KnownTarball[]> {
  const known: KnownTarball[] = [];
  for (const file of filesOfVersion(files, candidate)) {
    const isSame = blobIdOf(candidate.bytes, engine.objectFormat) === file.oid;
    const identity = isPointerPath(file.path)
      ? await compareFile(engine, file, candidate.bytes)
      : { identical: isSame, hash: `git blob ${file.oid}` };
    known.push({ path: file.path, place: 'commit', ...identity });
  }
  return known;
}

/**
 * Every unscoped name, and those of the scopes whose names could be mistaken for one of the wanted, or share a path with
 * it: no other name can be either.
 */
async function readNames(
  clone: ShallowClone,
  commit: Oid,
  wanted: ReadonlySet<PackageName>,
): Promise<readonly PackageName[]> {
  const top = await readFolders(clone, commit, [packagesFolder]);
  const scopes = top.filter((scope) => [...wanted].some((name) => isLikeScope(scope, name)));
  const folders = scopes.map((scope) => `${packagesFolder}/${scope}`);
  await clone.bring(commit, folders);
  const scoped = await readFolders(clone, commit, folders);
  return [...top, ...scoped].flatMap((name) => packageNameOf(name) ?? []);
}

/** Of folders below packages/, without it: `ui`, `@acme`, `@acme/ui`. */
async function readFolders(
  clone: ShallowClone,
  commit: Oid,
  folders: readonly string[],
): Promise<readonly string[]> {
  const entries = await clone.list(commit, folders);
  return entries
    .filter(({ mode }) => mode === folderMode)
    .map(({ path }) => path.slice(packagesFolder.length + 1));
}

function isLikeScope(folder: string, wanted: PackageName): boolean {
  const [own, other] = [packageNameOf(`@${scopeOf(wanted) ?? ''}/x`), packageNameOf(`${folder}/x`)];
  if (own === undefined || other === undefined) return false;
  return own === other || isTwin(own, other) || couldClash(own, other);
}
