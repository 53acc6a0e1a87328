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
export async function addOwner({
  owner: text,
  pkg,
  ...options
}: OwnerOptions): Promise<ChangeReport> {
  const [owner, name] = [parseMaintainer(text), parsePackageName(pkg)];
  return commitPlan(options, async (repository) => {
    const held = await readHeldPackage(repository, name);
    if (typeof owner !== 'string') {
      requireTeam(await readHeldOrg(repository, owner.scope), owner.team);
    }
    const implied = await readImpliedOwners(repository, held);
    return planOwners({ pkg: held, implied, add: [owner], remove: [] });
  });
}

/** Throws as `planOwners`. */
export async function removeOwner({
  owner: text,
  pkg,
  ...options
}: OwnerOptions): Promise<ChangeReport> {
  const [owner, name] = [parseMaintainer(text), parsePackageName(pkg)];
  return commitPlan(options, async (repository) => {
    const held = await readHeldPackage(repository, name);
    const implied = await readImpliedOwners(repository, held);
    return planOwners({ pkg: held, implied, add: [], remove: [owner] });
  });
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
