// What must be known of all files of a commit before the first package is read.
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import { classifyPackageFile, irregularPerson } from './classify-entry.ts';
import { copyOf } from './copy-of.ts';
import { isFileMode, type Oid, type TreeEntry } from './git-engine.ts';
import { packagesFolder } from './package-path.ts';

/** A package that holds a tarball, a provenance or a meta.json. */
export interface OutlinedPackage {
  readonly name: PackageName;
  /** Of its meta.json. */
  readonly meta: Oid | undefined;
}

export interface Outline {
  /** In the order of the entries. */
  readonly packages: readonly OutlinedPackage[];
  readonly config: TreeEntry | undefined;
  readonly orgs: readonly TreeEntry[];
  readonly users: readonly TreeEntry[];
  /** All that lies in the place of templates/site/, or in it. */
  readonly templates: readonly TreeEntry[];
  /** The first entry of each file and folder at the top. */
  readonly tops: readonly TreeEntry[];
  /** What cannot be a package, a user or an organisation. */
  readonly problems: readonly Problem[];
}

type OpenPackage = { -readonly [Key in keyof OutlinedPackage]: OutlinedPackage[Key] };

/** What lies in a folder must come together, as git lists it. Memory follows packages, not versions. */
export async function readOutline(
  entries: AsyncIterable<TreeEntry> | Iterable<TreeEntry>,
): Promise<Outline> {
  const packages: OpenPackage[] = [];
  const people: TreeEntry[] = [];
  const templates: TreeEntry[] = [];
  const tops: TreeEntry[] = [];
  let config: TreeEntry | undefined;
  // By code and path, since a folder of a hundred stray files is one problem.
  const problems = new Map<string, Problem>();
  const report = (found: Problem): void => {
    const key = `${found.code} ${found.path}`;
    if (!problems.has(key)) problems.set(key, found);
  };
  const addPackageFile = (entry: TreeEntry): void => {
    const found = classifyPackageFile(entry);
    if (found === undefined) return;
    if ('code' in found) {
      report(found);
      return;
    }
    const { name, kind, problem } = found;
    let last = packages.at(-1);
    if (last?.name !== name) packages.push((last = { name: copyOf(name), meta: undefined }));
    if (kind === 'meta' && problem === undefined) last.meta = copyOf(entry.oid);
  };
  for await (const entry of entries) {
    const { path, mode } = entry;
    if (topOf(path) !== topOf(tops.at(-1)?.path ?? '/')) tops.push(entry);
    if (path.startsWith(`${packagesFolder}/`)) {
      addPackageFile(entry);
      continue;
    }
    const irregular = irregularPerson(entry);
    if (irregular !== undefined) report(irregular);
    if (isTemplatePath(path)) templates.push(entry);
    if (!isFileMode(mode)) continue;
    if (path === 'stillpack.json') config = entry;
    else if (/^(?:orgs|users)\/[^/]+\.json$/.test(path)) people.push(entry);
  }
  return {
    packages,
    config,
    orgs: people.filter(({ path }) => path.startsWith('orgs/')),
    users: people.filter(({ path }) => path.startsWith('users/')),
    templates,
    tops,
    problems: [...problems.values()],
  };
}

/** What is no file below templates/site/ is found wrong by whoever makes the website of it: never taken for an absent one. */
function isTemplatePath(path: string): boolean {
  return path === 'templates' || path === 'templates/site' || path.startsWith('templates/site/');
}

function topOf(path: string): string {
  const slash = path.indexOf('/');
  return slash === -1 ? path : path.slice(0, slash);
}
