// npm org set | rm
import { StillpackError } from '../errors.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { Role } from '../model/orgs.ts';
import type { UserName } from '../model/user-name.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { editOrg, type HeldOrg, memberUnknown, orgPathOf, requireOrg } from './held-org.ts';
import { keepingOnly, withKey, withObject } from './json-edit.ts';
import { withoutMember } from './plan-team.ts';

/**
 * Gives a member a role, or without `role` takes them out of the organisation and of its teams. An organisation that
 * is not there begins with its first owner. Throws ORG_UNKNOWN, USER_UNKNOWN, and OWNER_LAST for what would leave
 * it without an owner.
 */
export function planOrg({
  org,
  user,
  role,
}: {
  readonly org: HeldOrg;
  readonly user: UserName;
  readonly role: Role | undefined;
}): Change | undefined {
  return role === undefined ? planLeaving(org, user) : planRole(org, user, role);
}

function planRole(held: HeldOrg, user: UserName, role: Role): Change | undefined {
  // An organisation that is to begin needs somebody who can let others in.
  const isBegun = held.org !== undefined || role !== 'owner';
  const members = isBegun ? requireOrg(held).members : new Map<UserName, Role>();
  if (members.get(user) === role) return undefined;
  if (role !== 'owner') refuseLastOwner(held, members, user);
  return changeOf(
    editOrg(held, (org) => withObject(org, 'members', (object) => withKey(object, user, role))),
    messageOf(npmCommand('org', 'set', held.scope, user, role)),
  );
}

function planLeaving(held: HeldOrg, user: UserName): Change | undefined {
  const { members } = requireOrg(held);
  if (!members.has(user)) throw memberUnknown(held, user);
  refuseLastOwner(held, members, user);
  return changeOf(
    editOrg(held, (org) =>
      withoutTeams(
        keepingOnly(org, 'members', (member) => member !== user),
        user,
      ),
    ),
    messageOf(npmCommand('org', 'rm', held.scope, user)),
  );
}

function withoutTeams(org: JsonObject, user: UserName): JsonObject {
  const teams = own(org, 'teams');
  if (!isJsonObject(teams)) return org;
  const edited = Object.entries(teams).map(
    ([name, team]) => [name, isJsonObject(team) ? withoutMember(team, user) : team] as const,
  );
  return withKey(org, 'teams', Object.fromEntries(edited));
}

function refuseLastOwner(
  { scope }: HeldOrg,
  members: ReadonlyMap<UserName, Role>,
  user: UserName,
): void {
  const owners = [...members].filter(([, role]) => role === 'owner').map(([name]) => name);
  if (owners.length !== 1 || owners[0] !== user) return;
  throw new StillpackError('OWNER_LAST', `${user} is the last owner of ${scope}.`, {
    path: orgPathOf(scope),
    hint: `Make another one first: \`stillpack org set ${scope} <user> owner\`.`,
  });
}
