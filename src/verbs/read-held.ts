// What a commit holds of one package or organisation: no other file of the repository is looked at.
import { damagedFile } from '../change/edit-file.ts';
import { type HeldOrg, heldOrgOf, orgPathOf } from '../change/held-org.ts';
import { type HeldPackage, heldPackageOf } from '../change/held-package.ts';
import type { ScopeName } from '../model/scope-name.ts';
import type { PackageName } from '../package-name.ts';
import { irregularPerson } from '../source/classify-entry.ts';
import type { GitEngine, TreeEntry } from '../source/git-engine.ts';
import { sourceFile } from '../source/package-folder.ts';
import { type ClassifiedPackage, packagesIn } from '../source/package-files.ts';
import { folderOf, packagePathOf, provenanceVersionAt } from '../source/package-path.ts';
import type { RepositoryAt } from './read-repository.ts';

/** Throws PACKAGE_UNKNOWN, META_INVALID, FILE_NOT_FETCHED. */
export async function readHeldPackage(
  repository: RepositoryAt,
  name: PackageName,
): Promise<HeldPackage> {
  const entries = await listFiles(repository, folderOf(name));
  return heldPackageIn(repository.engine, name, entries);
}

/** The same of the files of its folder. */
export async function heldPackageIn(
  engine: GitEngine,
  name: PackageName,
  entries: readonly TreeEntry[],
): Promise<HeldPackage> {
  for await (const found of packagesIn(entries)) return holdPackage(engine, found);
  return heldPackageOf({ name, files: [], provenances: [], meta: undefined });
}

/** Throws PACKAGE_UNKNOWN where there is nothing but provenances, META_INVALID, FILE_NOT_FETCHED. */
export async function holdPackage(
  engine: GitEngine,
  { name, tarballs, provenances, meta, problem }: ClassifiedPackage,
): Promise<HeldPackage> {
  if (problem !== undefined) throw damagedFile({ ...problem, code: 'META_INVALID' });
  return heldPackageOf({
    name,
    files: tarballs.map(({ entry, version }) => ({ path: entry.path, version })),
    provenances: provenances.flatMap(({ path }) => {
      const place = packagePathOf(path);
      const version = place && provenanceVersionAt(place);
      return version === undefined ? [] : [{ path, version }];
    }),
    meta: meta && (await sourceFile(engine, meta).read()),
  });
}

/** Throws ORG_INVALID, FILE_NOT_FETCHED. */
export async function readHeldOrg(repository: RepositoryAt, scope: ScopeName): Promise<HeldOrg> {
  const [entry] = await listFiles(repository, orgPathOf(scope));
  if (entry === undefined) return heldOrgOf(scope, undefined);
  const irregular = irregularPerson(entry);
  if (irregular !== undefined) throw damagedFile({ ...irregular, code: 'ORG_INVALID' });
  return heldOrgOf(scope, await sourceFile(repository.engine, entry).read());
}

/** What lies at a path, or below it. */
export async function listFiles(
  { engine, commit }: RepositoryAt,
  path: string,
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  if (commit === undefined) return entries;
  for await (const entry of engine.listFiles(commit, { under: [path] })) entries.push(entry);
  return entries;
}
