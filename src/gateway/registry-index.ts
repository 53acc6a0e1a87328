// What the gateway knows of all packages at once: their names, for the checks of a new one; what a search looks at; whose
// stars they have. Made when it is first needed, and then followed commit by commit.
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { type PackageName } from '../package-name.ts';
import { createSearchIndex, type SearchIndex } from '../search/search-index.ts';
import type { SearchFacts } from '../search/row-qualifiers.ts';
import { searchRowIn } from '../search/search-row-in.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { packageAt, packagesFolder } from '../source/package-path.ts';
import { readBuiltObject } from './read-built.ts';

export interface RegistryIndex {
  /** The names in the commit, and those of packages that went since the index was made. */
  names(commit: Oid | undefined): Promise<readonly PackageName[]>;
  /** Of what is served at the commit. */
  search(commit: Oid | undefined): Promise<SearchIndex>;
  /** The packages that a user starred, in any order. */
  starred(commit: Oid | undefined, user: string): Promise<readonly PackageName[]>;
}

interface Followed {
  /** The commit that it is of. */
  at: Oid | undefined;
}

export function createRegistryIndex({
  engine,
  folder,
  facts,
}: {
  readonly engine: GitEngine;
  /** What is served; absolute. */
  readonly folder: string;
  readonly facts: SearchFacts;
}): RegistryIndex {
  const names: Followed & { readonly all: Set<PackageName> } = { at: undefined, all: new Set() };
  const rows = {
    at: undefined as Oid | undefined,
    search: createSearchIndex(facts),
    stars: new Map<PackageName, readonly string[]>(),
  };

  /**
   * The packages that a commit after the followed one touched; all that there are, after `onAnew`, when it is no such
   * commit.
   */
  async function* touched(
    followed: Followed,
    commit: Oid,
    onAnew: () => void = () => undefined,
  ): AsyncGenerator<PackageName> {
    const later = followed.at && (await engine.firstParentLogAfter(commit, followed.at));
    const seen = new Set<PackageName>();
    const fresh = (path: string): readonly PackageName[] => {
      const name = packageAt(path);
      if (name === undefined || seen.has(name)) return [];
      seen.add(name);
      return [name];
    };
    if (later === undefined) {
      onAnew();
      const files = engine.listFiles(commit, { under: [packagesFolder] });
      for await (const { path } of files) yield* fresh(path);
    } else {
      for await (const { changes } of later) for (const { path } of changes) yield* fresh(path);
    }
  }

  const followNames = async (commit: Oid): Promise<void> => {
    for await (const name of touched(names, commit)) names.all.add(name);
    names.at = commit;
  };
  /** A history that was rewritten does not say which packages are gone. */
  const forgetRows = (): void => {
    rows.search = createSearchIndex(facts);
    rows.stars.clear();
  };
  const followRows = async (commit: Oid): Promise<void> => {
    for await (const name of touched(rows, commit, forgetRows)) {
      const packument = await readBuiltObject(folder, name);
      rows.search.remove(name);
      rows.stars.delete(name);
      if (packument === undefined) continue;
      const row = searchRowIn(packument, { isPublic: await isPublic(folder, name) });
      if (row !== undefined) rows.search.replace(row);
      const users = starrersIn(packument);
      if (users.length > 0) rows.stars.set(name, users);
    }
    rows.at = commit;
  };
  const namesAt = oneAtATime(followNames, names);
  const rowsAt = oneAtATime(followRows, rows);

  return {
    async names(commit) {
      if (commit === undefined) return [];
      await namesAt(commit);
      return [...names.all];
    },
    async search(commit) {
      if (commit !== undefined) await rowsAt(commit);
      return rows.search;
    },
    async starred(commit, user) {
      if (commit !== undefined) await rowsAt(commit);
      return [...rows.stars].flatMap(([name, users]) => (users.includes(user) ? [name] : []));
    },
  };
}

/** Those who ask while it is under way wait for it, and see whether it was enough. */
function oneAtATime(
  follow: (commit: Oid) => Promise<void>,
  followed: Followed,
): (commit: Oid) => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  return (commit) => {
    const next = running
      .catch(() => undefined)
      .then(async () => {
        if (followed.at !== commit) await follow(commit);
      });
    running = next;
    return next;
  };
}

async function isPublic(folder: string, name: PackageName): Promise<boolean> {
  const document = await readBuiltObject(folder, `-/package/${name}/visibility`);
  return document !== undefined && own(document, 'public') === true;
}

function starrersIn(packument: JsonObject): readonly string[] {
  const users = own(packument, 'users');
  return isJsonObject(users) ? Object.keys(users) : [];
}
