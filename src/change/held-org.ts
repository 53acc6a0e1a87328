// What the repository holds of an organisation before a change.
import { StillpackError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { type Org, parseOrgs, type Team } from '../model/orgs.ts';
import type { ScopeName } from '../model/scope-name.ts';
import type { TeamName } from '../model/team-name.ts';
import type { UserName } from '../model/user-name.ts';
import type { FileBytes } from '../source/snapshot.ts';
import type { ChangedFile } from './change.ts';
import { damagedFile, editFile, type FileFault } from './edit-file.ts';
import { withObject } from './json-edit.ts';

/** Made by `heldOrgOf` only: its file can be read. */
export interface HeldOrg {
  readonly scope: ScopeName;
  /** `undefined` where there is no file. */
  readonly org: Org | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** `bytes` of orgs/<scope>.json; `undefined` when there is none. Throws ORG_INVALID. */
export function heldOrgOf(scope: ScopeName, bytes: FileBytes | undefined): HeldOrg {
  if (bytes === undefined) return { scope, org: undefined, bytes };
  const { org, fault } = readOrg(scope, bytes);
  if (fault !== undefined) throw damagedFile(fault);
  return { scope, org, bytes: typeof bytes === 'object' ? bytes : undefined };
}

/** Throws ORG_UNKNOWN. */
export function requireOrg({ scope, org }: HeldOrg): Org {
  if (org !== undefined) return org;
  throw new StillpackError('ORG_UNKNOWN', `There is no organisation ${scope}.`, {
    path: orgPathOf(scope),
    hint: `\`stillpack org set ${scope} <user> owner\` begins one.`,
  });
}

/** Throws ORG_UNKNOWN, TEAM_UNKNOWN. */
export function requireTeam(held: HeldOrg, team: TeamName): Team {
  const found = requireOrg(held).teams.get(team);
  if (found !== undefined) return found;
  throw new StillpackError('TEAM_UNKNOWN', `There is no team ${held.scope}:${team}.`, {
    path: orgPathOf(held.scope),
    hint: `\`stillpack team ls ${held.scope}\` lists the teams, \`stillpack team create\` makes one.`,
  });
}

/** USER_UNKNOWN: the user is not in the organisation, or not in its team. */
export function memberUnknown({ scope }: HeldOrg, user: UserName, team?: TeamName): StillpackError {
  const group = team === undefined ? scope : `${scope}:${team}`;
  return new StillpackError('USER_UNKNOWN', `${user} is no member of ${group}.`, {
    path: orgPathOf(scope),
    hint: `\`stillpack org ls ${scope}\` lists the members; \`stillpack org set ${scope} ${user}\` makes one.`,
  });
}

/** orgs/<scope>.json with the edit. Throws ORG_INVALID for one that a build could not read. */
export function editOrg(
  { scope, bytes }: HeldOrg,
  edit: (org: JsonObject) => JsonObject,
): readonly ChangedFile[] {
  const check = (edited: FileBytes): FileFault | undefined => readOrg(scope, edited).fault;
  return editFile({ path: orgPathOf(scope), bytes, edit, check });
}

/** The same for one team of it. */
export function editTeam(
  held: HeldOrg,
  team: TeamName,
  edit: (team: JsonObject) => JsonObject,
): readonly ChangedFile[] {
  return editOrg(held, (org) => withObject(org, 'teams', (teams) => withObject(teams, team, edit)));
}

export function orgPathOf(scope: ScopeName): string {
  return `orgs/${scope}.json`;
}

function readOrg(
  scope: ScopeName,
  bytes: FileBytes,
): { readonly org: Org | undefined; readonly fault: FileFault | undefined } {
  const { orgs, problems } = parseOrgs([{ path: orgPathOf(scope), bytes }]);
  const [problem] = problems;
  const fault = problem === undefined ? undefined : { ...problem, code: 'ORG_INVALID' as const };
  return { org: orgs.get(scope), fault };
}
