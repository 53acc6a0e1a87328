// In a partial clone: what a review reads, in one request.
import type { Environment } from '../../options.ts';
import { bringMissing } from '../../source/fetch/bring-missing.ts';
import { networkedGit } from '../../source/fetch/fetch-blobs.ts';
import { fetchLfsObjects } from '../../source/fetch/fetch-lfs.ts';
import { type GitEngine, isFileMode, type Oid, type TreeEntry } from '../../source/git-engine.ts';
import { maxLfsPointerBytes } from '../../source/lfs-pointer.ts';
import { readLfsObject } from '../../source/lfs-store.ts';
import { folderOf } from '../../source/package-path.ts';
import { readStored } from '../../source/tarball-content.ts';
import { listFiles } from '../../verbs/read-held.ts';
import { closestVersion } from './closest-version.ts';
import { mergedFiles, readChange } from './read-change.ts';
import { type FolderFiles, versionEntries } from './read-package.ts';
import { addedEntries } from './read-versions.ts';

/** What lies at the top, and is read of every base. */
const policyFiles = ['stillpack.json', 'users', 'orgs'];

type WantedFile = Pick<TreeEntry, 'path' | 'oid'>;

/** Gives the files. Throws FETCH_FAILED, REPOSITORY_UNSUPPORTED, and as `readChange`. Needs no blob. */
export async function bringObjects(
  engine: GitEngine,
  range: { readonly base: Oid; readonly head: Oid },
  env: Environment,
): Promise<readonly WantedFile[]> {
  const change = await readChange(engine, range);
  const repository = { engine, commit: range.base };
  const wanted: WantedFile[] = [];
  const want = ({ path, mode, oid }: TreeEntry): void => {
    if (isFileMode(mode)) wanted.push({ path, oid });
  };
  for (const { path, before, after } of change.changes) {
    for (const side of [before, after]) if (side !== undefined) want({ path, ...side });
  }
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
  await bringMissing(engine, [...new Set(wanted.map(({ oid }) => oid))], env);
  return wanted;
}

/**
 * The same for Git LFS: what the files point at, as far as `head` has it. The engine was opened after `bringObjects`.
 * Throws FETCH_FAILED.
 */
export async function bringLfsObjects(
  engine: GitEngine,
  {
    head,
    files,
    env,
  }: { readonly head: Oid; readonly files: readonly WantedFile[]; readonly env: Environment },
): Promise<void> {
  const sizes = await engine.blobSizes(files.map(({ oid }) => oid));
  const missing = new Set<string>();
  for (const file of files) {
    const size = sizes.get(file.oid) ?? Infinity;
    if (!file.path.endsWith('.tgz') || size > maxLfsPointerBytes) continue;
    const stored = await readStored(engine, file);
    if (stored.kind !== 'lfs') continue;
    if ((await readLfsObject(engine, file.path, stored.pointer)) === 'missing')
      missing.add(file.path);
  }
  if (missing.size === 0) return;
  await fetchLfsObjects(await networkedGit(engine, env), head, [...missing]);
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
