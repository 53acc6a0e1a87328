import { damagedFile } from '../change/edit-file.ts';
import { heldPackageOf } from '../change/held-package.ts';
import { ownerText } from '../change/plan-owners.ts';
import type { TeamRef } from '../model/team-name.ts';
import type { PackageName } from '../package-name.ts';
import { sourceFile } from '../source/package-folder.ts';
import { packagesIn } from '../source/package-files.ts';
import { packagesFolder } from '../source/package-path.ts';
import type { RepositoryAt } from './read-repository.ts';

/**
 * The packages whose meta.json names the team as an owner: reads every meta.json. Throws FILE_NOT_FETCHED, and
 * META_INVALID, since nobody knows whom one names that cannot be read.
 */
export async function readOwnedBy(
  { engine, commit }: RepositoryAt,
  team: TeamRef,
): Promise<readonly PackageName[]> {
  const owned: PackageName[] = [];
  if (commit === undefined) return owned;
  const entries = engine.listFiles(commit, { under: [packagesFolder] });
  for await (const { name, meta: entry, problem } of packagesIn(entries)) {
    if (problem !== undefined) throw damagedFile({ ...problem, code: 'META_INVALID' });
    if (entry === undefined) continue;
    const bytes = await sourceFile(engine, entry).read();
    const { meta } = heldPackageOf({ name, files: [], provenances: [], meta: bytes });
    const owners = (meta.maintainers ?? []).map(ownerText);
    if (owners.includes(ownerText(team))) owned.push(name);
  }
  return owned;
}
