// A commit of the registry repository becomes a Snapshot.
import { compareText } from '../compare.ts';
import { StillpackError } from '../errors.ts';
import { type Problem, problem } from '../problems.ts';
import { compareVersions } from '../version.ts';
import { maxConfigBytes } from './byte-limits.ts';
import { checkLayout } from './check-layout.ts';
import type { GitEngine, Oid, TreeEntry } from './git-engine.ts';
import { type History, readHistory } from './history.ts';
import { readOutline } from './outline.ts';
import { type ClassifiedPackage, packagesIn } from './package-files.ts';
import { folderOf, isPointerPath, packagesFolder } from './package-path.ts';
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
  const [outline, history] = await Promise.all([
    readOutline(engine.listFiles(commit)),
    readHistory({ engine, commit, lastBuilt }),
  ]);
  checkLayout(outline.tops, history.state);
  const source = (entry: CommittedFile): SourceFile => sourceFile(engine, entry);
  const names = outline.packages.toSorted((a, b) => compareText(a.name, b.name));
  return {
    commit,
    date: history.date,
    packageCount: names.length,
    *outlines() {
      for (const { name, meta: oid } of names) {
        const folder = folderOf(name);
        const meta = oid === undefined ? undefined : source({ path: `${folder}/meta.json`, oid });
        yield { name, since: history.folder(folder)?.since, meta };
      }
    },
    async *packages() {
      for await (const found of packagesIn(engine.listFiles(commit, { under: [packagesFolder] }))) {
        yield await packageFolder(options, found, history);
      }
    },
    config: outline.config === undefined ? undefined : source(outline.config),
    orgs: outline.orgs.map(source).toSorted((a, b) => compareText(a.path, b.path)),
    users: outline.users.map(source).toSorted((a, b) => compareText(a.path, b.path)),
    problems: [...outline.problems, ...incredibleDates(history)].toSorted((a, b) =>
      compareText(a.path, b.path),
    ),
    close: () => engine.close(),
  };
}

function incredibleDates({ state: { incredible } }: History): readonly Problem[] {
  if (incredible === undefined) return [];
  const message = `Commit ${incredible.slice(0, 12)} is dated after the year 2106; its versions have the date of the commit before.`;
  return [problem('COMMIT_DATE', '.', message)];
}

type CommittedFile = Pick<TreeEntry, 'path' | 'oid'>;

/** A file of the commit that a build cannot do without. */
function sourceFile(engine: GitEngine, { path, oid }: CommittedFile): SourceFile {
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
  found: ClassifiedPackage,
  history: History,
): Promise<PackageFolder> {
  const { name, folder: path } = found;
  const { since, revision, modified, versions } = known(history.folder(path), path);
  const tarballs = await Promise.all(
    found.tarballs.map(async ({ entry, version }): Promise<TarballFile> => {
      const landed = known(versions.get(version), entry.path);
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

/** Whatever is in a commit's tree is in its history, by construction. */
function known<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new Error(`git lists ${path} in a commit but not in its history`);
  return value;
}
