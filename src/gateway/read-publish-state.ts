// What the plan of a publish must know of the repository.
import { readNameClashes } from '../add/read-name-clashes.ts';
import type { NameClashes } from '../change/check-clashes.ts';
import type { HeldPackage } from '../change/held-package.ts';
import type { KnownTarball } from '../change/plan-add.ts';
import { StillpackError } from '../errors.ts';
import type { Tarball } from '../inspect/tarball.ts';
import type { PackageName } from '../package-name.ts';
import { blobIdOf } from '../source/blob-id.ts';
import { couldClash } from '../host/could-clash.ts';
import { configFileName } from '../config.ts';
import { listFiles, readHeldPackage } from '../verbs/read-held.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';

/** `undefined` for a name without a folder. Throws what `readHeldPackage` does. */
export async function readPackageIfThere(
  repository: RepositoryAt,
  name: PackageName,
): Promise<HeldPackage | undefined> {
  try {
    return await readHeldPackage(repository, name);
  } catch (error) {
    if (error instanceof StillpackError && error.code === 'PACKAGE_UNKNOWN') return undefined;
    throw error;
  }
}

/** Files that the commit has for the version. */
export async function readCommitted(
  repository: RepositoryAt,
  pkg: HeldPackage | undefined,
  { tarball, bytes }: { readonly tarball: Tarball; readonly bytes: Uint8Array },
): Promise<readonly KnownTarball[]> {
  const files = pkg?.files.filter(({ version }) => version === tarball.version) ?? [];
  const known: KnownTarball[] = [];
  for (const { path } of files) {
    const [entry] = await listFiles(repository, path);
    if (entry === undefined) continue;
    const isSame = blobIdOf(bytes, repository.engine.objectFormat) === entry.oid;
    known.push({ path, place: 'commit', identical: isSame, hash: `git blob ${entry.oid}` });
  }
  return known;
}

/** Which names have no place beside the others, by stillpack.json of the commit: only those that could are weighed. */
export async function readClashes(repository: RepositoryAt): Promise<NameClashes> {
  const config = await listFiles(repository, configFileName);
  const clashesOf = await readNameClashes(repository.engine, config);
  return ({ there, added }) =>
    clashesOf({
      there: there.filter((name) => added.some((other) => couldClash(name, other))),
      added,
    });
}
