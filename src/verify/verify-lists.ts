// The documents that list packages, against the packages that are there.
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { maximumRecent } from '../model/registry-summary.ts';
import { type PackageName, scopeOf } from '../package-name.ts';
import { parseObject } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';
import { type PackagePlace, registryFolderOf } from './package-place.ts';

export interface FoundPackage {
  readonly name: PackageName;
  /** When the version landed that `latest` points at; `undefined` where the packument does not say. */
  readonly date: string | undefined;
}

type Place = Omit<PackagePlace, 'name'>;

/** A package as its own documents have it. */
interface Listed extends FoundPackage {
  readonly isPublic: boolean;
  readonly collaborators: JsonObject;
}

type Packages = ReadonlyMap<string, Listed>;

/** What a list must say of each package that everybody may see. */
type Rows = Map<string, unknown>;

/**
 * Search and the documents of organisations, teams and users name no package that is not there, and miss no public one;
 * search has the newest. What teams may do with packages outside the scope is not written anywhere else.
 */
export async function verifyLists(
  found: readonly FoundPackage[],
  place: Place,
): Promise<readonly Finding[]> {
  const packages = new Map<string, Listed>();
  for (const one of found) packages.set(one.name, await listedOf(one, place));
  const users = new Map<string, Rows>();
  const orgs = new Map<string, Rows>();
  for (const login of await namesIn('user', place)) users.set(login, new Map());
  for (const scope of await namesIn('org', place)) orgs.set(scope, new Map());
  for (const { name, collaborators } of packages.values()) {
    orgs.get(scopeOf(name) ?? '')?.set(name, 'write');
    for (const [login, access] of Object.entries(collaborators)) {
      const rows = users.get(login) ?? new Map<string, unknown>();
      users.set(login, rows.set(name, access));
    }
  }
  const all = [...(await verifySearch(packages, place))];
  for (const [login, rows] of users) {
    all.push(...(await verifyList(`-/user/${login}/package`, { rows, packages, ...place })));
  }
  for (const [scope, rows] of orgs) {
    const others = { packages, ...place, hasOthers: true };
    all.push(...(await verifyList(`-/org/${scope}/package`, { rows, ...others })));
    for (const team of await namesIn(`team/${scope}`, place)) {
      const path = `-/team/${scope}/${team}/package`;
      all.push(...(await verifyList(path, { rows: new Map(), ...others })));
    }
  }
  return all;
}

async function verifySearch(packages: Packages, place: Place): Promise<readonly Finding[]> {
  const { path, document } = await readList('-/v1/search', place);
  const objects = own(document, 'objects');
  const dates = new Map<unknown, unknown>();
  for (const row of Array.isArray(objects) ? objects : []) {
    const listed: unknown = isJsonObject(row) ? own(row, 'package') : undefined;
    if (isJsonObject(listed)) dates.set(own(listed, 'name'), own(listed, 'date'));
  }
  for (const [name, date] of dates) {
    const one = packages.get(String(name));
    if (one === undefined || date !== (one.date ?? date)) return [wrongRow(path, String(name))];
  }
  // Those that have no place are older than the last that has.
  const oldest = dates.size < maximumRecent ? '' : String([...dates.values()].at(-1));
  for (const { name, date = '', isPublic } of packages.values()) {
    if (isPublic && !dates.has(name) && date > oldest) return [missingRow(path, name)];
  }
  return [];
}

/** With `hasOthers` the document may list packages, too, of which `rows` says nothing. */
async function verifyList(
  document: string,
  {
    rows,
    packages,
    hasOthers = false,
    ...place
  }: Place & {
    readonly rows: Rows;
    readonly packages: Packages;
    readonly hasOthers?: boolean;
  },
): Promise<readonly Finding[]> {
  const { path, document: said } = await readList(document, place);
  for (const [name, access] of Object.entries(said)) {
    const isOther = hasOthers && packages.has(name) && !rows.has(name);
    if (!isOther && rows.get(name) !== access) return [wrongRow(path, name)];
  }
  for (const name of rows.keys()) {
    const isPublic = packages.get(name)?.isPublic === true;
    if (isPublic && own(said, name) === undefined) return [missingRow(path, name)];
  }
  return [];
}

function wrongRow(path: string, name: string): Finding {
  const message = `It lists ${name}, which is not there, or says of it what its own documents do not.`;
  return finding('DOCUMENT_DIFFERS', path, message);
}

function missingRow(path: string, name: string): Finding {
  return finding('DOCUMENT_DIFFERS', path, `It is missing, or does not list ${name}.`);
}

async function listedOf(one: FoundPackage, place: Place): Promise<Listed> {
  const { document: visibility } = await readList(`-/package/${one.name}/visibility`, place);
  const { document } = await readList(`-/package/${one.name}/collaborators`, place);
  return { ...one, isPublic: own(visibility, 'public') === true, collaborators: document };
}

/** A document by its URL, empty when there is none; what is no JSON is found elsewhere. */
async function readList(
  url: string,
  { folder, preset }: Place,
): Promise<{ readonly path: string; readonly document: JsonObject }> {
  const [path = ''] = preset.layout.pathsOf({ url: `/${url}`, kind: 'registry', owner: undefined });
  return { path, document: parseObject(await folder.read(path)) ?? {} };
}

/** The folders below `/-/<part>`. */
async function namesIn(part: string, { folder, preset }: Place): Promise<readonly string[]> {
  const names = await folder.list(`${registryFolderOf(preset)}/${part}`);
  return names.filter((name) => name.endsWith('/')).map((name) => name.slice(0, -1));
}
