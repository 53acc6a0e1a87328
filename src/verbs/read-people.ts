// Who looks after a package, where that follows from more files than its own.
import { damagedFile } from '../change/edit-file.ts';
import type { HeldPackage } from '../change/held-package.ts';
import { type Directory, parseDirectory } from '../model/directory.ts';
import type { Person } from '../model/package.ts';
import { maintainersOf, publisherOf } from '../model/people.ts';
import type { UserName } from '../model/user-name.ts';
import type { ReadFile } from '../model/users.ts';
import { readHistory } from '../source/history.ts';
import { folderOf } from '../source/package-path.ts';
import { readInputs } from '../source/read-inputs.ts';
import type { SourceFile } from '../source/snapshot.ts';
import { irregularPerson } from '../source/classify-entry.ts';
import { sourceFile } from '../source/package-folder.ts';
import { type HeldUser, heldUserOf, userPathOf } from '../change/held-user.ts';
import { listFiles } from './read-held.ts';
import type { RepositoryAt } from './read-repository.ts';

export interface People {
  readonly directory: Directory;
  /** As a build names them; sorted. */
  readonly owners: readonly UserName[];
}

/**
 * Reads all of users/ and orgs/; and the history, where nothing else says whose the package is. Throws USER_INVALID
 * and ORG_INVALID: who is in a file that cannot be read is not known.
 */
export async function readPeople(repository: RepositoryAt, pkg: HeldPackage): Promise<People> {
  const directory = await readDirectory(repository);
  const ownersBy = (publishers: readonly Person[]): readonly UserName[] =>
    maintainersOf({
      directory,
      name: pkg.name,
      path: `${folderOf(pkg.name)}/meta.json`,
      listed: pkg.meta.maintainers,
      publishers,
    }).maintainers;
  const owners = ownersBy([]);
  return pkg.meta.maintainers !== undefined || owners.length > 0
    ? { directory, owners }
    : { directory, owners: ownersBy(await readPublishers(repository, { pkg, directory })) };
}

/** Who owns a package whose meta.json lists nobody. Nobody else's files are read for one that lists its owners. */
export async function readImpliedOwners(
  repository: RepositoryAt,
  pkg: HeldPackage,
): Promise<readonly UserName[]> {
  return pkg.meta.maintainers === undefined ? (await readPeople(repository, pkg)).owners : [];
}

/** Everybody in users/ and orgs/. Throws USER_INVALID, ORG_INVALID. */
export async function readDirectory({ engine, commit }: RepositoryAt): Promise<Directory> {
  if (commit === undefined) return parseDirectory({ users: [], orgs: [] }).directory;
  const inputs = await readInputs(engine, commit);
  const { directory, problems } = parseDirectory({
    users: await readFiles(inputs.users),
    orgs: await readFiles(inputs.orgs),
  });
  const [problem] = problems;
  if (problem === undefined) return directory;
  const code = problem.code === 'USER_INVALID' ? 'USER_INVALID' : 'ORG_INVALID';
  throw damagedFile({ ...problem, code });
}

/** One after another. Throws FILE_NOT_FETCHED. */
export async function readFiles(files: readonly SourceFile[]): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = [];
  for (const file of files) read.push({ path: file.path, bytes: await file.read() });
  return read;
}

async function readPublishers(
  { engine, commit }: RepositoryAt,
  { pkg, directory }: { readonly pkg: HeldPackage; readonly directory: Directory },
): Promise<readonly Person[]> {
  if (commit === undefined) return [];
  const history = await readHistory({ engine, commit });
  const landings = history.folder(folderOf(pkg.name))?.versions;
  return pkg.versions.flatMap((version) => {
    const author = landings?.get(version)?.author;
    const noted = pkg.meta.versions.get(version)?.publisher;
    return author === undefined ? [] : [publisherOf(directory, { author, noted })];
  });
}

/** Throws USER_INVALID, FILE_NOT_FETCHED. */
export async function readHeldUser(repository: RepositoryAt, login: UserName): Promise<HeldUser> {
  const [entry] = await listFiles(repository, userPathOf(login));
  if (entry === undefined) return heldUserOf(login, undefined);
  const irregular = irregularPerson(entry);
  if (irregular !== undefined) throw damagedFile({ ...irregular, code: 'USER_INVALID' });
  return heldUserOf(login, await sourceFile(repository.engine, entry).read());
}
