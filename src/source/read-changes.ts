// What the commits since the last build changed, for a build that leaves the rest as it is.
import type { FolderHistory, HistoryState } from './landing.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import type { Oid } from './git-engine.ts';
import { readHistoryAfter } from './history.ts';
import { readOutline } from './outline.ts';
import { packagesIn } from './package-files.ts';
import { packageFolder, sourceFile } from './package-folder.ts';
import { folderOf, packageAt } from './package-path.ts';
import type { PackageFolder, PackageOutline } from './snapshot.ts';
import type { ByteSources } from './tarball-content.ts';

export interface SnapshotChanges {
  readonly date: Date;
  readonly history: HistoryState;
  /** Every package whose folder a commit touched. */
  readonly touched: readonly PackageName[];
  /** Of those that still hold something, sorted by name. `since` is that of the folder once `before` is known. */
  outlines(before: HistoryBefore): readonly PackageOutline[];
  /** The same, in git's order. */
  packages(before: HistoryBefore): AsyncIterable<PackageFolder>;
  /** The history of a touched folder. */
  historyOf(name: PackageName, before: HistoryBefore): FolderHistory | undefined;
  /** Files in touched folders that cannot be part of a package. */
  readonly problems: readonly Problem[];
}

/** What the last build knew of each package's folder; `undefined` for a new one. */
export type HistoryBefore = ReadonlyMap<PackageName, FolderHistory>;

/** With more than this, a walk over everything costs no more. */
const maxFolders = 2000;

/** What at the top of the repository decides more than single packages. */
const inputs = ['packages', 'orgs', 'users', 'stillpack.json', 'templates'];

/**
 * `undefined` when a whole Snapshot must be read: `after` is not on the first-parent line of `commit`, or something
 * changed that is no package's alone. Throws SHALLOW_CLONE, HISTORY_INCOMPLETE, GIT_FAILED.
 */
export async function readChanges(
  options: ByteSources & {
    readonly commit: Oid;
    /** The last built commit, and what was kept of its history. */
    readonly after: Oid;
    readonly state: HistoryState;
  },
): Promise<SnapshotChanges | undefined> {
  const { engine, commit } = options;
  const history = await readHistoryAfter(options);
  if (history === undefined || inputs.some((top) => history.elsewhere.has(top))) return undefined;
  const folders = [...history.folders()];
  const touched = folders.map(packageAt).filter((name) => name !== undefined);
  if (touched.length < folders.length || folders.length > maxFolders) return undefined;
  const files =
    folders.length === 0 ? [] : await collected(engine.listFiles(commit, { under: folders }));
  const outline = await readOutline(files);
  const historyOf: SnapshotChanges['historyOf'] = (name, before) =>
    history.folder(folderOf(name), before.get(name));
  return {
    date: history.date,
    history: history.state,
    touched,
    outlines: (before) =>
      outline.packages.map(({ name, meta: oid }) => {
        const path = `${folderOf(name)}/meta.json`;
        const meta = oid === undefined ? undefined : sourceFile(engine, { path, oid });
        return { name, since: historyOf(name, before)?.since, meta };
      }),
    async *packages(before) {
      for await (const found of packagesIn(files)) {
        yield await packageFolder(options, found, historyOf(found.name, before));
      }
    },
    historyOf,
    problems: outline.problems,
  };
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
