import type { HeldPackage } from '../change/held-package.ts';
import type { ScopeName } from '../model/scope-name.ts';
import type { TeamName, TeamRef } from '../model/team-name.ts';
import type { PackageName } from '../package-name.ts';
import { packagesIn } from '../source/package-files.ts';
import { packagesFolder } from '../source/package-path.ts';
import { holdPackage } from './read-held.ts';
import type { RepositoryAt } from './read-repository.ts';

/** What a package's own files say of it, as far as owners go. */
export type OwnedPackage = Pick<HeldPackage, 'name' | 'meta'>;

/** The packages whose meta.json names the team as an owner. Throws as `readOwned`. */
export async function readOwnedBy(
  repository: RepositoryAt,
  { scope, team }: TeamRef,
): Promise<readonly PackageName[]> {
  const owned: PackageName[] = [];
  for await (const { name, meta } of readOwned(repository)) {
    if (teamsOf(meta, scope).includes(team)) owned.push(name);
  }
  return owned;
}

/** The teams of a scope that own the package. */
export function teamsOf(
  { maintainers = [] }: OwnedPackage['meta'],
  scope: ScopeName,
): readonly TeamName[] {
  return maintainers.flatMap((owner) =>
    typeof owner !== 'string' && owner.scope === scope ? [owner.team] : [],
  );
}

/**
 * All packages, or those below a folder, and what they say of their owners, if anything: reads every meta.json. Throws
 * FILE_NOT_FETCHED, and META_INVALID, since nobody knows whom one names that cannot be read.
 */
export async function* readOwned(
  { engine, commit }: RepositoryAt,
  folder: string = packagesFolder,
): AsyncGenerator<OwnedPackage> {
  if (commit === undefined) return;
  const entries = engine.listFiles(commit, { under: [folder] });
  for await (const found of packagesIn(entries)) {
    const { tarballs, meta, problem } = found;
    // Provenances alone are no package.
    if (tarballs.length === 0 && meta === undefined && problem === undefined) continue;
    yield await holdPackage(engine, found);
  }
}
