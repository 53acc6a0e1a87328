// What a check may ask of the rest of the registry, read when it is asked for.
import { inspectTarball } from '../../inspect/inspect-tarball.ts';
import type { Tarball } from '../../inspect/tarball.ts';
import { keep } from '../../keep.ts';
import { type PackageName, packageNameOf } from '../../package-name.ts';
import type { GitEngine, Oid } from '../../source/git-engine.ts';
import { folderOf, packagesFolder } from '../../source/package-path.ts';
import { type ByteSources, contentOf, readStored } from '../../source/tarball-content.ts';
import { listFiles } from '../../verbs/read-held.ts';
import type { ReviewPolicy } from '../../policy/review-policy.ts';
import { type TouchedPackage, type VersionEntry, versionEntries } from './read-package.ts';
import type { ReviewContext } from '../reviewed.ts';

export interface ContextOptions {
  readonly sources: ByteSources;
  readonly base: Oid;
  readonly policy: ReviewPolicy;
  /** By name. */
  readonly touched: ReadonlyMap<PackageName, TouchedPackage>;
  readonly names: readonly PackageName[];
  readonly publint: ReviewContext['publint'];
  readonly existsUpstream: ReviewContext['existsUpstream'];
}

export function createContext(options: ContextOptions): ReviewContext {
  const { sources, base, policy, names, touched, publint, existsUpstream } = options;
  const known = new Set(names);
  const entries = new Map<PackageName, Promise<readonly VersionEntry[] | undefined>>();
  const tarballs = new Map<string, Promise<Tarball | undefined>>();
  const repository = { engine: sources.engine, commit: base };
  const entriesBefore = (name: PackageName): Promise<readonly VersionEntry[] | undefined> =>
    known.has(name)
      ? keep(entries, name, {
          read: async () => versionEntries(await listFiles(repository, folderOf(name))),
        })
      : Promise.resolve(undefined);
  const entriesAfter = async (name: PackageName): Promise<readonly VersionEntry[] | undefined> => {
    const files = touched.get(name)?.filesAfter;
    return files === undefined ? entriesBefore(name) : versionEntries(files);
  };
  return {
    ...{ policy, names, publint, existsUpstream },
    async versionsOf(name) {
      const pkg = touched.get(name);
      return pkg?.after.versions ?? (await entriesBefore(name))?.map(({ version }) => version);
    },
    async manifestOf(name) {
      const newest = (await entriesBefore(name))?.at(-1);
      return newest && ((await readTarball(sources, newest))?.manifest ?? 'unread');
    },
    tarballOf: (name, version) =>
      keep(tarballs, `${name}@${version}`, {
        async read() {
          const entry = (await entriesAfter(name))?.find((each) => each.version === version);
          return entry && readTarball(sources, entry);
        },
      }),
  };
}

async function readTarball(
  sources: ByteSources,
  file: { readonly path: string; readonly oid: Oid },
): Promise<Tarball | undefined> {
  const { bytes } = await contentOf(await readStored(sources.engine, file), sources, file);
  return bytes && (await inspectTarball(bytes, { path: file.path })).tarball;
}

/** Every name with a folder below packages/: reads one listing, and those of all scopes. */
export async function readNames(engine: GitEngine, commit: Oid): Promise<readonly PackageName[]> {
  const listed = async (folders: readonly string[]): Promise<readonly string[]> =>
    (await engine.listFolders(commit, folders))
      .filter(({ mode }) => mode === '040000')
      .map(({ path }) => path);
  const isScope = (path: string): boolean => path.startsWith(`${packagesFolder}/@`);
  const top = await listed([packagesFolder]);
  const inScopes = await listed(top.filter(isScope));
  return [...top.filter((path) => !isScope(path)), ...inScopes].flatMap(
    (path) => packageNameOf(path.slice(packagesFolder.length + 1)) ?? [],
  );
}
