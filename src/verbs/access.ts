// `stillpack access`: npm access.
import { requireOrg, requireTeam } from '../change/held-org.ts';
import { parsePackageName, parseScopeName, parseTeamRef } from '../change/parse-names.ts';
import { planAccess } from '../change/plan-access.ts';
import { planGrant, planRevoke } from '../change/plan-grant.ts';
import { compareText } from '../compare.ts';
import { configFileName } from '../config.ts';
import { keepsReadersOut } from '../host/keeps-readers-out.ts';
import type { Org, Permission } from '../model/orgs.ts';
import type { Package } from '../model/package.ts';
import { collaboratorsOf } from '../model/people.ts';
import { packageAt, packagesFolder } from '../source/package-path.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readConfig } from './read-config.ts';
import { listFiles, readHeldOrg, readHeldPackage } from './read-held.ts';
import { readPeople } from './read-people.ts';
import { type ReadOptions, readRepository, type RepositoryAt } from './read-repository.ts';

/** Throws as `planAccess`, by the host that stillpack.json names. */
export async function setAccess({
  pkg,
  access,
  ...options
}: ChangeOptions & {
  readonly pkg: string;
  readonly access: Package['access'];
}): Promise<ChangeReport> {
  const name = parsePackageName(pkg);
  return commitPlan(options, async (repository) => {
    const config = await readConfig(repository.engine, await listFiles(repository, configFileName));
    const pkg = await readHeldPackage(repository, name);
    return planAccess({ pkg, access, isEnforceable: keepsReadersOut(config) });
  });
}

/** Throws as `planGrant`, and PACKAGE_UNKNOWN. */
export async function grantAccess({
  team: teamText,
  pkg,
  permission,
  ...options
}: ChangeOptions & {
  /** `acme:platform`. */
  readonly team: string;
  readonly pkg: string;
  readonly permission: Permission;
}): Promise<ChangeReport> {
  const [{ scope, team }, name] = [parseTeamRef(teamText), parsePackageName(pkg)];
  return commitPlan(options, async (repository) => {
    const org = await readHeldOrg(repository, scope);
    return planGrant({ org, team, pkg: await readHeldPackage(repository, name), permission });
  });
}

/** Throws as `planRevoke`. */
export async function revokeAccess({
  team: teamText,
  pkg,
  ...options
}: ChangeOptions & { readonly team: string; readonly pkg: string }): Promise<ChangeReport> {
  const [{ scope, team }, name] = [parseTeamRef(teamText), parsePackageName(pkg)];
  return commitPlan(options, async (repository) =>
    planRevoke({ org: await readHeldOrg(repository, scope), team, name }),
  );
}

/** Throws PACKAGE_UNKNOWN, META_INVALID. */
export async function readAccess({
  pkg,
  ...options
}: ReadOptions & { readonly pkg: string }): Promise<Package['access']> {
  const name = parsePackageName(pkg);
  return readRepository(options, async (repository) => {
    const { meta } = await readHeldPackage(repository, name);
    return meta.access;
  });
}

/** What each owner and each member of a team may do with the package; sorted by name. */
export async function listCollaborators({
  pkg,
  ...options
}: ReadOptions & { readonly pkg: string }): Promise<ReadonlyMap<string, Permission>> {
  const name = parsePackageName(pkg);
  return readRepository(options, async (repository) => {
    const held = await readHeldPackage(repository, name);
    const { directory, owners } = await readPeople(repository, held);
    const collaborators = [...collaboratorsOf(directory, name, owners)];
    return new Map(
      collaborators.map(([user, access]) => [
        user,
        access === 'write' ? 'read-write' : 'read-only',
      ]),
    );
  });
}

/**
 * What a team (`acme:platform`) was granted; what an organisation (`acme`) may through its teams, and that it may
 * write the packages of its scope. Sorted by name. Throws ORG_UNKNOWN, TEAM_UNKNOWN.
 */
export async function listPackages({
  of,
  ...options
}: ReadOptions & { readonly of: string }): Promise<ReadonlyMap<string, Permission>> {
  if (of.includes(':')) {
    const { scope, team } = parseTeamRef(of);
    return readRepository(options, async (repository) => {
      return requireTeam(await readHeldOrg(repository, scope), team).packages;
    });
  }
  const scope = parseScopeName(of);
  return readRepository(options, async (repository) => {
    const org = requireOrg(await readHeldOrg(repository, scope));
    const own = await packagesOfScope(repository, org);
    const granted = [...org.teams.values()].flatMap(({ packages }) => [...packages]);
    const permissions = new Map<string, Permission>();
    for (const [name, permission] of [...granted, ...own]) {
      if (permissions.get(name) !== 'read-write') permissions.set(name, permission);
    }
    return new Map([...permissions].sort(([a], [b]) => compareText(a, b)));
  });
}

async function packagesOfScope(
  repository: RepositoryAt,
  { scope }: Org,
): Promise<readonly (readonly [string, Permission])[]> {
  const entries = await listFiles(repository, `${packagesFolder}/@${scope}`);
  const names = new Set(entries.map(({ path }) => packageAt(path)));
  return [...names].flatMap((name) => (name === undefined ? [] : [[name, 'read-write'] as const]));
}
