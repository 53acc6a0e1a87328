// npm team create | destroy | add | rm
import { StillpackError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { own } from '../json.ts';
import type { TeamName } from '../model/team-name.ts';
import type { UserName } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import {
  editOrg,
  editTeam,
  type HeldOrg,
  memberUnknown,
  requireOrg,
  requireTeam,
} from './held-org.ts';
import { keepingOnly, withKey, withObject } from './json-edit.ts';

interface TeamRequest {
  readonly org: HeldOrg;
  readonly team: TeamName;
}

/**
 * Makes the team, or destroys it with what it was granted. Nothing to do where it exists. Throws ORG_UNKNOWN, and
 * TEAM_UNKNOWN where there is none to destroy, TEAM_IN_USE where packages name it as an owner.
 */
export function planTeam({
  org,
  team,
  exists,
  owned,
}: TeamRequest & {
  readonly exists: boolean;
  /** The packages whose meta.json names the team as an owner. */
  readonly owned: readonly PackageName[];
}): Change | undefined {
  const command = npmCommand('team', exists ? 'create' : 'destroy', `${org.scope}:${team}`);
  if (!exists) requireTeam(org, team);
  else if (requireOrg(org).teams.has(team)) return undefined;
  if (!exists && owned.length > 0) throw teamInUse(`${org.scope}:${team}`, owned);
  const files = editOrg(org, (file) =>
    exists
      ? withObject(file, 'teams', (teams) => withKey(teams, team, { members: [] }))
      : keepingOnly(file, 'teams', (name) => name !== team),
  );
  return changeOf(files, messageOf(command));
}

function teamInUse(team: string, owned: readonly PackageName[]): StillpackError {
  const more = owned.length > 10 ? ` and ${owned.length - 10} more` : '';
  const message = `${team} is an owner of ${owned.slice(0, 10).join(', ')}${more}.`;
  return new StillpackError('TEAM_IN_USE', message, {
    hint: `\`stillpack owner add <user> <package>\` and \`stillpack owner rm ${team} <package>\` first.`,
  });
}

/**
 * Puts a member of the organisation into the team, or takes one out of it. Nothing to do for one who is in it. Throws
 * ORG_UNKNOWN, TEAM_UNKNOWN, and USER_UNKNOWN for one who is not in the organisation, or not in the team.
 */
export function planTeamMember({
  org,
  team,
  user,
  isMember,
}: TeamRequest & { readonly user: UserName; readonly isMember: boolean }): Change | undefined {
  const isThere = requireTeam(org, team).members.includes(user);
  if (!isMember && !isThere) throw memberUnknown(org, user, team);
  if (isMember && !requireOrg(org).members.has(user)) throw memberUnknown(org, user);
  if (isMember && isThere) return undefined;
  const edit = isMember ? withMember : withoutMember;
  return changeOf(
    editTeam(org, team, (entry) => edit(entry, user)),
    messageOf(npmCommand('team', isMember ? 'add' : 'rm', `${org.scope}:${team}`, user)),
  );
}

function withMember(team: JsonObject, user: UserName): JsonObject {
  return withKey(team, 'members', [...membersIn(team), user]);
}

/** A team of an organisation's file without that member. */
export function withoutMember(team: JsonObject, user: UserName): JsonObject {
  const members = membersIn(team);
  const left = members.filter((member) => member !== user);
  return left.length === members.length ? team : withKey(team, 'members', left);
}

function membersIn(team: JsonObject): readonly unknown[] {
  const members = own(team, 'members');
  return Array.isArray(members) ? members : [];
}
