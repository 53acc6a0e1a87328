// `_rev`: a client that read a package names what it read, and is refused when that is no longer what there is.
import { StillpackError } from '../errors.ts';
import { own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { folderOf } from '../source/package-path.ts';
import { listFiles } from '../verbs/read-held.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';
import { readBuiltObject } from './read-built.ts';
import type { Registry } from './registry.ts';

/**
 * Throws REVISION_CONFLICT when the package that is served has another revision, or is not the one of the commit that
 * is planned on: others may have pushed what is not served yet.
 */
export async function refuseStale(
  { folder, view }: Pick<Registry, 'folder' | 'view'>,
  planned: RepositoryAt,
  { name, revision }: { readonly name: PackageName; readonly revision: string },
): Promise<void> {
  const served = await view();
  const isCurrent = (await readRevision(folder, name)) === revision;
  if (isCurrent && (await isSamePackage(name, served, planned))) return;
  throw new StillpackError('REVISION_CONFLICT', `${name} was changed in the meantime.`, {
    hint: 'Nothing was changed; run the command again.',
  });
}

async function isSamePackage(
  name: PackageName,
  one: RepositoryAt,
  other: RepositoryAt,
): Promise<boolean> {
  if (one.commit === other.commit) return true;
  const [before, after] = await Promise.all(
    [one, other].map(async (repository) => listFiles(repository, folderOf(name))),
  );
  return JSON.stringify(before) === JSON.stringify(after);
}

async function readRevision(folder: string, name: PackageName): Promise<string | undefined> {
  const packument = await readBuiltObject(folder, name);
  const revision = packument && own(packument, '_rev');
  return typeof revision === 'string' ? revision : undefined;
}
