// A commit of the registry repository becomes a Snapshot.
import { compareText } from '../compare.ts';
import { StillpackError } from '../errors.ts';
import { type Problem, problem } from '../problems.ts';
import { compareVersions } from '../version.ts';
import { maxConfigBytes } from './byte-limits.ts';
import { checkLayout } from './check-layout.ts';
import { type ClassifiedPackage, classifyFiles } from './classify-files.ts';
import type { GitEngine, Oid, TreeEntry } from './git-engine.ts';
import { type History, landingIn, readHistory } from './history.ts';
import { isPointerPath } from './package-path.ts';
import { maxPointerBytes, parsePinnedPointer } from './pinned-pointer.ts';
import { readTarball } from './read-tarball.ts';
import { rereadable } from './rereadable.ts';
import type { PackageFolder, Snapshot, SourceFile, TarballFile } from './snapshot.ts';
import type { ByteSources } from './tarball-content.ts';
import { readCommitted } from './work-tree-file.ts';

export interface SnapshotOptions extends ByteSources {
  /** See GitEngine.resolveCommit. */
  readonly ref: string;
  /** The commit of the last build, to notice HISTORY_REORDERED. */
  readonly lastBuilt?: Oid | undefined;
}

/**
 * Reads what a build of `ref` needs; bytes of tarballs only on demand. `close` closes the engine.
 * Throws REF_UNKNOWN, NO_COMMITS, REPOSITORY_LAYOUT, SHALLOW_CLONE, HISTORY_INCOMPLETE, HISTORY_REORDERED, GIT_FAILED.
 */
export async function readSnapshot(options: SnapshotOptions): Promise<Snapshot> {
  const { engine, lastBuilt } = options;
  const commit = await engine.resolveCommit(options.ref);
  const [entries, history] = await Promise.all([
    engine.listFiles(commit),
    readHistory({ engine, commit, lastBuilt }),
  ]);
  checkLayout(entries, history);
  const files = classifyFiles(entries);
  const trees = await engine.treeIds(
    commit,
    files.packages.map(({ folder }) => folder),
  );
  const packages = await Promise.all(
    files.packages.map((found) => packageFolder(options, { found, history, trees })),
  );
  const source = (entry: TreeEntry): SourceFile => sourceFile(engine, entry);
  return {
    commit,
    date: history.date,
    packages: packages.toSorted((a, b) => compareText(a.name, b.name)),
    config: files.config === undefined ? undefined : source(files.config),
    orgs: files.orgs.map(source).toSorted((a, b) => compareText(a.path, b.path)),
    users: files.users.map(source).toSorted((a, b) => compareText(a.path, b.path)),
    problems: [...files.problems, ...incredibleDates(history)].toSorted((a, b) =>
      compareText(a.path, b.path),
    ),
    close: () => engine.close(),
  };
}

function incredibleDates({ incredible }: History): readonly Problem[] {
  if (incredible === undefined) return [];
  const message = `Commit ${incredible.slice(0, 12)} is dated after the year 2106; its versions have the date of the commit before.`;
  return [problem('COMMIT_DATE', '.', message)];
}

/** A file of the commit that a build cannot do without. */
function sourceFile(engine: GitEngine, { path, oid }: TreeEntry): SourceFile {
  return {
    path,
    oid,
    async read() {
      const bytes = await readCommitted(engine, { path, oid }, maxConfigBytes);
      if (bytes !== undefined) return bytes;
      throw new StillpackError('FILE_NOT_FETCHED', `${path} is not in this partial clone.`, {
        path,
        hint: 'Run `stillpack fetch` first.',
      });
    },
  };
}

async function packageFolder(
  sources: ByteSources,
  context: {
    readonly found: ClassifiedPackage;
    readonly history: History;
    readonly trees: ReadonlyMap<string, Oid>;
  },
): Promise<PackageFolder> {
  const { found, history } = context;
  const { name, folder: path } = found;
  const { since, revision, modified } = known(history.folders.get(path), path);
  const tarballs = await Promise.all(
    found.tarballs.map(async ({ entry, version }): Promise<TarballFile> => {
      const landed = known(landingIn(history, path, version), entry.path);
      const pointerUrl = await pointerUrlOf(sources.engine, entry);
      return {
        path: entry.path,
        oid: entry.oid,
        version,
        landed,
        uncommitted: false,
        ...(pointerUrl === undefined ? {} : { pointerUrl }),
        read: rereadable(() => readTarball(sources, { path: entry.path, oid: entry.oid, landed })),
      };
    }),
  );
  return {
    name,
    path,
    tree: known(context.trees.get(path), path),
    tarballs: tarballs.toSorted(
      (a, b) => compareVersions(a.version, b.version) || compareText(a.path, b.path),
    ),
    meta: found.meta === undefined ? undefined : sourceFile(sources.engine, found.meta),
    problem: found.problem,
    since,
    revision,
    modified,
  };
}

/** The URL of a pointer that can be read; what is wrong with another is found when its bytes are asked for. */
async function pointerUrlOf(engine: GitEngine, entry: TreeEntry): Promise<string | undefined> {
  if (!isPointerPath(entry.path)) return undefined;
  const bytes = await readCommitted(engine, entry, maxPointerBytes);
  const pointer = typeof bytes === 'object' ? parsePinnedPointer(bytes) : undefined;
  return typeof pointer === 'object' ? pointer.url : undefined;
}

/** Whatever is in a commit's tree is in its trees and in its history, by construction. */
function known<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new Error(`git lists ${path} in a commit but not in its history`);
  return value;
}
