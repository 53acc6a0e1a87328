// A commit of the registry repository becomes a Snapshot.
import { compareText } from '../compare.ts';
import { checkLayout } from './check-layout.ts';
import type { Oid } from './git-engine.ts';
import { readHistory } from './history.ts';
import { type Outline, readOutline } from './outline.ts';
import { packagesIn } from './package-files.ts';
import { type CommittedFile, packageFolder, sourceFile } from './package-folder.ts';
import { folderOf, packageAt, packagesFolder } from './package-path.ts';
import type { Snapshot, SourceFile } from './snapshot.ts';
import type { ByteSources } from './tarball-content.ts';

export interface SnapshotOptions extends ByteSources {
  readonly commit: Oid;
  /** The commit of the last build, to notice HISTORY_REORDERED. */
  readonly lastBuilt?: Oid | undefined;
  /** Where the caller has it; it is read otherwise. */
  readonly outline?: Outline | undefined;
}

/**
 * Reads what a build of `commit` needs; bytes of tarballs only on demand. `close` closes the engine.
 * Throws REPOSITORY_LAYOUT, SHALLOW_CLONE, HISTORY_INCOMPLETE, HISTORY_REORDERED, GIT_FAILED.
 */
export async function readSnapshot(options: SnapshotOptions): Promise<Snapshot> {
  const { engine, commit, lastBuilt } = options;
  const [outline, history] = await Promise.all([
    options.outline ?? readOutline(engine.listFiles(commit)),
    readHistory({ engine, commit, lastBuilt }),
  ]);
  checkLayout(outline.tops, history.state);
  const source = (entry: CommittedFile): SourceFile => sourceFile(engine, entry);
  const names = outline.packages
    .map(({ name, meta }) => ({ name, meta, since: history.folder(folderOf(name))?.since }))
    .sort((a, b) => compareText(a.name, b.name));
  return {
    commit,
    date: history.date,
    history: history.state,
    packageCount: names.length,
    *outlines() {
      for (const { name, since, meta: oid } of names) {
        const path = `${folderOf(name)}/meta.json`;
        yield { name, since, meta: oid === undefined ? undefined : source({ path, oid }) };
      }
    },
    *departed() {
      const there = new Set<string>(names.map(({ name }) => name));
      for (const path of history.folders()) {
        const name = packageAt(path);
        if (name === undefined || there.has(name)) continue;
        const found = history.folder(path);
        if (found !== undefined) yield { name, history: found };
      }
    },
    async *packages() {
      if (names.length === 0) return;
      for await (const found of packagesIn(engine.listFiles(commit, { under: [packagesFolder] }))) {
        yield await packageFolder(options, found, history.folder(found.folder));
      }
    },
    config: outline.config === undefined ? undefined : source(outline.config),
    orgs: outline.orgs.map(source).toSorted((a, b) => compareText(a.path, b.path)),
    users: outline.users.map(source).toSorted((a, b) => compareText(a.path, b.path)),
    isRewritten: history.isRewritten,
    problems: outline.problems.toSorted((a, b) => compareText(a.path, b.path)),
    close: () => engine.close(),
  };
}
