// A package's folder of a commit, as the rest of the pipeline needs it.
import type { FolderHistory } from './landing.ts';
import { compareText } from '../compare.ts';
import { StillpackError } from '../errors.ts';
import { compareVersions } from '../version.ts';
import { maxConfigBytes, maxProvenanceBytes } from './byte-limits.ts';
import type { GitEngine, TreeEntry } from './git-engine.ts';
import type { ClassifiedPackage } from './package-files.ts';
import { isPointerPath } from './package-path.ts';
import { maxPointerBytes, parsePinnedPointer } from './pinned-pointer.ts';
import { tarballReader } from './read-tarball.ts';
import type { PackageFolder, SourceFile, TarballFile } from './snapshot.ts';
import type { ByteSources } from './tarball-content.ts';
import { readCommitted } from './work-tree-file.ts';

export type CommittedFile = Pick<TreeEntry, 'path' | 'oid'>;

/** A file of the commit that a build cannot do without. */
export function sourceFile(
  engine: GitEngine,
  { path, oid }: CommittedFile,
  maxBytes: number = maxConfigBytes,
): SourceFile {
  return {
    path,
    oid,
    async read() {
      const bytes = await readCommitted(engine, { path, oid }, maxBytes);
      if (bytes !== undefined) return bytes;
      throw new StillpackError('FILE_NOT_FETCHED', `${path} is not in this partial clone.`, {
        path,
        hint: 'Run `stillpack fetch` first.',
      });
    },
  };
}

/** Bytes of tarballs are read only on demand. */
export async function packageFolder(
  sources: ByteSources,
  found: ClassifiedPackage,
  history: FolderHistory | undefined,
): Promise<PackageFolder> {
  const { name, folder: path } = found;
  const folderHistory = known(history, path);
  const tarballs = await Promise.all(
    found.tarballs.map(async ({ entry, version }): Promise<TarballFile> => {
      const landed = known(folderHistory.versions.get(version), entry.path);
      const pointerUrl = await pointerUrlOf(sources.engine, entry);
      return {
        path: entry.path,
        oid: entry.oid,
        version,
        landed,
        uncommitted: false,
        ...(pointerUrl === undefined ? {} : { pointerUrl }),
        ...tarballReader(sources, { path: entry.path, oid: entry.oid, landed }),
      };
    }),
  );
  return {
    name,
    path,
    tarballs: tarballs.toSorted(
      (a, b) => compareVersions(a.version, b.version) || compareText(a.path, b.path),
    ),
    provenances: found.provenances.map((entry) =>
      sourceFile(sources.engine, entry, maxProvenanceBytes),
    ),
    meta: found.meta === undefined ? undefined : sourceFile(sources.engine, found.meta),
    problem: found.problem,
    history: folderHistory,
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
