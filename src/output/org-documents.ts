// Documents of `npm org`, `npm team` and `npm access list packages`.
import { compareText } from '../compare.ts';
import type { Org, Permission, Team } from '../model/orgs.ts';
import type { Access } from '../model/package.ts';
import type { ListedPackage } from '../model/registry-summary.ts';
import { type PackageName, scopeOf } from '../package-name.ts';
import { type JsonDocument, jsonFile, lateJsonFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';

interface OrgInput {
  readonly org: Org;
  readonly names: ListedNames;
  readonly date: Date;
}

/** The packages that readers of these documents may know of. */
export interface ListedNames {
  readonly all: ReadonlySet<PackageName>;
  readonly byScope: ReadonlyMap<string, readonly PackageName[]>;
}

/** Once for all organisations: of many packages each has few. */
export function listedNamesOf(packages: readonly ListedPackage[]): ListedNames {
  const all = new Set<PackageName>();
  const byScope = new Map<string, PackageName[]>();
  for (const { name } of packages) {
    all.add(name);
    const scope = scopeOf(name);
    if (scope === undefined) continue;
    const known = byScope.get(scope);
    if (known === undefined) byScope.set(scope, [name]);
    else known.push(name);
  }
  return { all, byScope };
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
export function orgFiles({ org, names, date }: OrgInput): readonly OutputFile[] {
  const document = (url: string): JsonDocument => {
    return { url, kind: 'registry', owner: undefined, date };
  };
  const file = (url: string, value: object): OutputFile => jsonFile(document(url), value);
  const listing = (url: string, access: () => readonly Row[]): OutputFile =>
    lateJsonFile(document(url), () => Object.fromEntries(access()));
  const base = `/-/org/${org.scope}`;
  return [
    file(`${base}/user`, Object.fromEntries(org.members)),
    file(
      `${base}/team`,
      [...org.teams.keys()].map((team) => `${org.scope}:${team}`),
    ),
    listing(`${base}/package`, () => orgAccess(org, names)),
    ...[...org.teams].flatMap(([name, team]) => [
      file(`/-/team/${org.scope}/${name}/user`, team.members),
      listing(`/-/team/${org.scope}/${name}/package`, () => teamAccess(team, names)),
    ]),
  ];
}

type Row = readonly [PackageName, Access];

/** Sorted by name, as the team's packages are. */
function teamAccess({ packages }: Team, { all }: ListedNames): readonly Row[] {
  return [...packages].flatMap(([name, permission]) =>
    all.has(name) ? [[name, accessOf[permission]] as const] : [],
  );
}

/** An organisation writes the packages of its scope; for others its teams decide, the stronger one wins. Sorted by name. */
function orgAccess({ scope, teams }: Org, names: ListedNames): readonly Row[] {
  const access = new Map<PackageName, Access>();
  for (const name of names.byScope.get(scope) ?? []) access.set(name, 'write');
  for (const team of teams.values()) {
    for (const [name, given] of teamAccess(team, names)) {
      if (access.get(name) !== 'write') access.set(name, given);
    }
  }
  return [...access].sort(([a], [b]) => compareText(a, b));
}
