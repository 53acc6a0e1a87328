// In a partial clone: what a review reads, in one request.
import { StillpackError } from '../errors.ts';
import type { Environment } from '../options.ts';
import { fetchBlobs, networkedGit } from '../source/fetch/fetch-blobs.ts';
import { type GitEngine, isFileMode, type Oid, type TreeEntry } from '../source/git-engine.ts';
import { folderOf } from '../source/package-path.ts';
import { listFiles } from '../verbs/read-held.ts';
import { closestVersion } from './closest-version.ts';
import { mergedFiles, readChange } from './read-change.ts';
import { type FolderFiles, versionEntries } from './read-package.ts';
import { addedEntries } from './read-versions.ts';

/** What lies at the top, and is read of every base. */
const policyFiles = ['stillpack.json', 'users', 'orgs'];

/** Throws FETCH_FAILED, REPOSITORY_UNSUPPORTED, and as `readChange`. Needs no blob. */
export async function bringObjects(
  engine: GitEngine,
  range: { readonly base: Oid; readonly head: Oid },
  env: Environment,
): Promise<void> {
  const change = await readChange(engine, range);
  const repository = { engine, commit: range.base };
  const wanted = new Set<Oid>();
  const want = (file: Pick<TreeEntry, 'mode' | 'oid'> | undefined): void => {
    if (file !== undefined && isFileMode(file.mode)) wanted.add(file.oid);
  };
  for (const { before, after } of change.changes) for (const side of [before, after]) want(side);
  for (const path of policyFiles) for (const file of await listFiles(repository, path)) want(file);
  for (const [name, changes] of change.byPackage) {
    const files = await listFiles(repository, folderOf(name));
    for (const file of neededFiles({
      filesBefore: files,
      filesAfter: mergedFiles(files, changes),
      changes,
    })) {
      want(file);
    }
  }
  await bring(engine, [...wanted], env);
}

/** Whatever is no tarball, and of the tarballs those that new versions are compared with. */
function neededFiles(folder: FolderFiles): readonly TreeEntry[] {
  const tarballs = versionEntries(folder.filesBefore);
  const versions = tarballs.map(({ version }) => version);
  const closest = new Set(
    addedEntries(folder).map(({ version }) => closestVersion(versions, version)),
  );
  return [
    ...folder.filesBefore.filter(({ path }) => !path.endsWith('.tgz')),
    ...tarballs.filter(({ version }) => closest.has(version)),
  ];
}

async function bring(engine: GitEngine, wanted: readonly Oid[], env: Environment): Promise<void> {
  const here = await engine.blobSizes(wanted);
  const missing = wanted.filter((oid) => !here.has(oid));
  if (missing.length === 0) return;
  const git = await networkedGit(engine, env);
  if (git === undefined) {
    throw new StillpackError('FETCH_FAILED', `${missing.length} objects are missing.`, {
      hint: 'Install git: only the git program can fetch them.',
    });
  }
  await fetchBlobs(git, missing);
}
