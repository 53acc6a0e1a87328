// `stillpack team`: npm team.
import { requireOrg, requireTeam } from '../change/held-org.ts';
import { parseScopeName, parseTeamRef, parseUserName } from '../change/parse-names.ts';
import { planTeam, planTeamMember } from '../change/plan-team.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readHeldOrg } from './read-held.ts';
import { readOwnedBy } from './read-owned.ts';
import { type ReadOptions, readRepository } from './read-repository.ts';

interface TeamOptions extends ChangeOptions {
  /** `acme:platform`. */
  readonly team: string;
}

interface TeamMemberOptions extends TeamOptions {
  readonly user: string;
}

/** Throws as `planTeam`. */
export async function createTeam(options: TeamOptions): Promise<ChangeReport> {
  return changeTeam({ ...options, exists: true });
}

/** Throws as `planTeam`. */
export async function destroyTeam(options: TeamOptions): Promise<ChangeReport> {
  return changeTeam({ ...options, exists: false });
}

/** Throws as `planTeamMember`. */
export async function addTeamMember(options: TeamMemberOptions): Promise<ChangeReport> {
  return changeTeamMember({ ...options, isMember: true });
}

/** Throws as `planTeamMember`. */
export async function removeTeamMember(options: TeamMemberOptions): Promise<ChangeReport> {
  return changeTeamMember({ ...options, isMember: false });
}

/**
 * The members of a team (`acme:platform`), or the teams of an organisation (`acme`); sorted. Throws ORG_UNKNOWN,
 * TEAM_UNKNOWN.
 */
export async function listTeams({
  of,
  ...options
}: ReadOptions & { readonly of: string }): Promise<readonly string[]> {
  if (of.includes(':')) {
    const { scope, team } = parseTeamRef(of);
    return readRepository(options, async (repository) => {
      return requireTeam(await readHeldOrg(repository, scope), team).members;
    });
  }
  const scope = parseScopeName(of);
  return readRepository(options, async (repository) => {
    const { teams } = requireOrg(await readHeldOrg(repository, scope));
    return [...teams.keys()].map((team) => `${scope}:${team}`);
  });
}

async function changeTeam({
  team: text,
  exists,
  ...options
}: TeamOptions & { readonly exists: boolean }): Promise<ChangeReport> {
  const { scope, team } = parseTeamRef(text);
  return commitPlan(options, async (repository) =>
    planTeam({
      org: await readHeldOrg(repository, scope),
      ...{ team, exists },
      owned: exists ? [] : await readOwnedBy(repository, { scope, team }),
    }),
  );
}

async function changeTeamMember({
  team: teamText,
  user: userText,
  isMember,
  ...options
}: TeamMemberOptions & { readonly isMember: boolean }): Promise<ChangeReport> {
  const [{ scope, team }, user] = [parseTeamRef(teamText), parseUserName(userText)];
  return commitPlan(options, async (repository) =>
    planTeamMember({ org: await readHeldOrg(repository, scope), team, user, isMember }),
  );
}
