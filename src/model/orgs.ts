// orgs/<scope>.json: members, teams, and what a team may do with which package.
import { compareText } from '../compare.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';
import { createSchemaCheck } from '../schema.ts';
import type { FileBytes } from '../source/snapshot.ts';
import { parseCheckedJson } from './checked-json.ts';
import { orgSchema } from './org-schema.ts';
import { type ScopeName, scopeNameOf } from './scope-name.ts';
import { type TeamName, teamNameOf } from './team-name.ts';
import { type UserName, userNameOf } from './user-name.ts';
import { fileStem, type ReadFile } from './users.ts';

export type Role = 'owner' | 'admin' | 'developer';
/** Who runs the teams of an organisation. */
export const managingRoles: readonly Role[] = ['owner', 'admin'];
export type Permission = 'read-only' | 'read-write';

export interface Team {
  /** Sorted. */
  readonly members: readonly UserName[];
  /** Sorted by name; some may not exist. */
  readonly packages: ReadonlyMap<PackageName, Permission>;
}

export interface Org {
  readonly scope: ScopeName;
  /** Sorted by name. */
  readonly members: ReadonlyMap<UserName, Role>;
  /** Sorted by name. */
  readonly teams: ReadonlyMap<TeamName, Team>;
}

/** The file's shape once the schema has passed it. */
interface OrgFile {
  readonly members?: Readonly<Record<string, Role>>;
  readonly teams?: Readonly<Record<string, TeamEntry>>;
}

interface TeamEntry {
  readonly members?: readonly string[];
  readonly packages?: Readonly<Record<string, Permission>>;
}

type ParsedOrg =
  | { readonly org: Org; readonly fault?: undefined }
  | { readonly fault: string; readonly org?: undefined };

const checkOrg = createSchemaCheck(orgSchema);

/** Every valid organisation, sorted by scope; ORG_INVALID leaves one out. */
export function parseOrgs(files: readonly ReadFile[]): {
  readonly orgs: ReadonlyMap<ScopeName, Org>;
  readonly problems: readonly Problem[];
} {
  const orgs = new Map<ScopeName, Org>();
  const problems: Problem[] = [];
  for (const { path, bytes } of files.toSorted((a, b) => compareText(a.path, b.path))) {
    const { org, fault } = parseOrg(path, bytes);
    if (org === undefined) problems.push(problem('ORG_INVALID', path, fault));
    else orgs.set(org.scope, org);
  }
  return { orgs, problems };
}

function parseOrg(path: string, bytes: FileBytes): ParsedOrg {
  const scope = scopeNameOf(fileStem(path));
  if (scope === undefined) return { fault: `${path} is not named after a scope.` };
  const { object, fault } = parseCheckedJson(path, bytes, checkOrg);
  if (object === undefined) return { fault };
  // The schema is what this type stands for.
  const { members = {}, teams = {} } = object as OrgFile;
  const [bad] = nameFaults(members, teams);
  if (bad !== undefined) return { fault: `"${bad.key}" in ${path} is not ${bad.expected}.` };
  return {
    org: {
      scope,
      members: mapOf(members, userNameOf, (role) => role),
      teams: mapOf(teams, teamNameOf, teamOf),
    },
  };
}

function* nameFaults(
  members: Readonly<Record<string, Role>>,
  teams: Readonly<Record<string, TeamEntry>>,
): Generator<{ key: string; expected: string }> {
  const user = (name: string, key: string): { key: string; expected: string }[] =>
    userNameOf(name) === undefined ? [{ key, expected: 'a user name' }] : [];
  for (const name of Object.keys(members)) yield* user(name, `members.${name}`);
  for (const [team, entry] of Object.entries(teams)) {
    const key = `teams.${team}`;
    if (teamNameOf(team) === undefined) yield { key, expected: 'a team name' };
    for (const name of entry.members ?? []) yield* user(name, `${key}.members.${name}`);
    for (const name of Object.keys(entry.packages ?? {})) {
      if (packageNameOf(name) !== undefined) continue;
      yield { key: `${key}.packages.${name}`, expected: 'a package name' };
    }
  }
}

function teamOf({ members = [], packages = {} }: TeamEntry): Team {
  const names = new Set(members.map(userNameOf).filter((name) => name !== undefined));
  return {
    members: [...names].sort(compareText),
    packages: mapOf(packages, packageNameOf, (permission) => permission),
  };
}

/** The entries whose keys are names, sorted by name. */
function mapOf<Name extends string, Entry, Value>(
  entries: Readonly<Record<string, Entry>>,
  nameOf: (key: string) => Name | undefined,
  valueOf: (entry: Entry) => Value,
): ReadonlyMap<Name, Value> {
  const named = Object.entries(entries).flatMap(([key, entry]) => {
    const name = nameOf(key);
    return name === undefined ? [] : [[name, valueOf(entry)] as const];
  });
  return new Map(named.sort(([a], [b]) => compareText(a, b)));
}
