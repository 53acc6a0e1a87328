// npm access grant | revoke
import { StillpackError } from '../errors.ts';
import type { Permission } from '../model/orgs.ts';
import type { TeamName } from '../model/team-name.ts';
import type { PackageName } from '../package-name.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { editTeam, type HeldOrg, orgPathOf, requireTeam } from './held-org.ts';
import type { HeldPackage } from './held-package.ts';
import { keepingOnly, withKey, withObject } from './json-edit.ts';

interface TeamRequest {
  readonly org: HeldOrg;
  readonly team: TeamName;
}

/** What the team may do with the package from now on. Throws ORG_UNKNOWN, TEAM_UNKNOWN. */
export function planGrant({
  org,
  team,
  pkg: { name },
  permission,
}: TeamRequest & {
  readonly pkg: HeldPackage;
  readonly permission: Permission;
}): Change | undefined {
  if (requireTeam(org, team).packages.get(name) === permission) return undefined;
  return changeOf(
    editTeam(org, team, (entry) =>
      withObject(entry, 'packages', (packages) => withKey(packages, name, permission)),
    ),
    messageOf(npmCommand('access', 'grant', permission, `${org.scope}:${team}`, name)),
  );
}

/**
 * Takes from the team what it was granted on the package, which may be gone by now. Throws ORG_UNKNOWN, TEAM_UNKNOWN,
 * and PACKAGE_UNKNOWN where nothing was granted.
 */
export function planRevoke({
  org,
  team,
  name,
}: TeamRequest & { readonly name: PackageName }): Change | undefined {
  const ref = `${org.scope}:${team}`;
  if (!requireTeam(org, team).packages.has(name)) {
    throw new StillpackError('PACKAGE_UNKNOWN', `${ref} was granted nothing on ${name}.`, {
      path: orgPathOf(org.scope),
      hint: `\`stillpack access list packages ${ref}\` lists what it may.`,
    });
  }
  return changeOf(
    editTeam(org, team, (entry) => keepingOnly(entry, 'packages', (each) => each !== name)),
    messageOf(npmCommand('access', 'revoke', ref, name)),
  );
}
