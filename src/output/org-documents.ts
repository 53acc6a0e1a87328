// Documents of `npm org`, `npm team` and `npm access list packages`.
import type { Org, Permission, Team } from '../model/orgs.ts';
import type { Access } from '../model/package.ts';
import type { ListedPackage } from '../model/registry-summary.ts';
import { type PackageName, scopeOf } from '../package-name.ts';
import { jsonFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';

interface OrgInput {
  readonly org: Org;
  /** Sorted by name; those that readers of these documents may know of. */
  readonly packages: readonly ListedPackage[];
  readonly date: Date;
}

const accessOf: Readonly<Record<Permission, Access>> = {
  'read-only': 'read',
  'read-write': 'write',
};

/**
 * GET /-/org/<scope>/user
 * GET /-/org/<scope>/team
 * GET /-/org/<scope>/package
 * GET /-/team/<scope>/<team>/user
 * GET /-/team/<scope>/<team>/package
 */
export function orgFiles({ org, packages, date }: OrgInput): readonly OutputFile[] {
  const file = (url: string, value: object): OutputFile =>
    jsonFile({ url, kind: 'registry', owner: undefined, date }, value);
  const base = `/-/org/${org.scope}`;
  return [
    file(`${base}/user`, Object.fromEntries(org.members)),
    file(
      `${base}/team`,
      [...org.teams.keys()].map((team) => `${org.scope}:${team}`),
    ),
    file(`${base}/package`, Object.fromEntries(orgAccess(org, packages))),
    ...[...org.teams].flatMap(([name, team]) => [
      file(`/-/team/${org.scope}/${name}/user`, team.members),
      file(`/-/team/${org.scope}/${name}/package`, Object.fromEntries(teamAccess(team, packages))),
    ]),
  ];
}

function teamAccess(
  team: Team,
  packages: readonly ListedPackage[],
): readonly (readonly [PackageName, Access])[] {
  return packages.flatMap(({ name }) => {
    const permission = team.packages.get(name);
    return permission === undefined ? [] : [[name, accessOf[permission]] as const];
  });
}

/** An organisation writes the packages of its scope; for others its teams decide, the stronger one wins. */
function orgAccess(
  org: Org,
  packages: readonly ListedPackage[],
): readonly (readonly [PackageName, Access])[] {
  const teams = [...org.teams.values()];
  const accessTo = (name: PackageName): Access | undefined => {
    const permissions = new Set(teams.map((team) => team.packages.get(name)));
    if (scopeOf(name) === org.scope || permissions.has('read-write')) return 'write';
    return permissions.has('read-only') ? 'read' : undefined;
  };
  return packages.flatMap(({ name }) => {
    const access = accessTo(name);
    return access === undefined ? [] : [[name, access] as const];
  });
}
