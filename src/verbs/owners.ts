// `stillpack owner`: npm owner.
import { requireTeam } from '../change/held-org.ts';
import { parseMaintainer, parsePackageName } from '../change/parse-names.ts';
import { ownerText, planOwners } from '../change/plan-owners.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readHeldOrg, readHeldPackage } from './read-held.ts';
import { readImpliedOwners, readPeople } from './read-people.ts';
import { type ReadOptions, readRepository } from './read-repository.ts';

interface OwnerOptions extends ChangeOptions {
  /** `jo`, or a team: `acme:platform`. */
  readonly owner: string;
  readonly pkg: string;
}

export interface OwnersReport {
  /** Users, teams replaced by their members; sorted. */
  readonly owners: readonly string[];
  /** As meta.json lists them; `undefined` where it does not, and the owners follow from teams or publishers. */
  readonly listed: readonly string[] | undefined;
}

/** Throws as `planOwners`, and ORG_UNKNOWN or TEAM_UNKNOWN for a team that is not there. */
export async function addOwner(options: OwnerOptions): Promise<ChangeReport> {
  return changeOwner({ ...options, isOwner: true });
}

/** Throws as `planOwners`. */
export async function removeOwner(options: OwnerOptions): Promise<ChangeReport> {
  return changeOwner({ ...options, isOwner: false });
}

/** Throws PACKAGE_UNKNOWN, and what cannot be read. */
export async function listOwners({
  pkg,
  ...options
}: ReadOptions & { readonly pkg: string }): Promise<OwnersReport> {
  const name = parsePackageName(pkg);
  return readRepository(options, async (repository) => {
    const held = await readHeldPackage(repository, name);
    const { owners } = await readPeople(repository, held);
    return { owners, listed: held.meta.maintainers?.map(ownerText) };
  });
}

async function changeOwner({
  owner: text,
  pkg: pkgText,
  isOwner,
  ...options
}: OwnerOptions & { readonly isOwner: boolean }): Promise<ChangeReport> {
  const [owner, name] = [parseMaintainer(text), parsePackageName(pkgText)];
  return commitPlan(options, async (repository) => {
    const pkg = await readHeldPackage(repository, name);
    if (isOwner && typeof owner !== 'string') {
      requireTeam(await readHeldOrg(repository, owner.scope), owner.team);
    }
    const implied = await readImpliedOwners(repository, pkg);
    const change = isOwner ? { add: [owner], remove: [] } : { add: [], remove: [owner] };
    return planOwners({ pkg, implied, ...change });
  });
}
