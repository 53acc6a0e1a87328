// A package that a change touches: what was there, what is there once it is merged, and what of that is new.
import { absentPackage, type HeldPackage } from '../../change/held-package.ts';
import { StillpackError } from '../../errors.ts';
import type { PackageName } from '../../package-name.ts';
import type { GitEngine, Oid, TreeChange, TreeEntry } from '../../source/git-engine.ts';
import { folderOf, packagePathOf, versionAt } from '../../source/package-path.ts';
import { heldPackageIn, listFiles } from '../../verbs/read-held.ts';
import { compareVersions, type Version } from '../../version.ts';
import { type Finding, finding } from '../finding.ts';
import { mergedFiles } from './read-change.ts';
import type { ReviewedPackage } from '../reviewed.ts';

/** A tarball of a version, or what points at one. */
export interface VersionEntry extends TreeEntry {
  readonly version: Version;
}

/** Of a package's folder. */
export interface FolderFiles {
  readonly changes: readonly TreeChange[];
  /** Files of the folder as they were, and as they will be. */
  readonly filesBefore: readonly TreeEntry[];
  readonly filesAfter: readonly TreeEntry[];
}

export type TouchedPackage = ReviewedPackage & FolderFiles;

/**
 * `undefined`, and why, where what is there now or then cannot be read: then nothing can be said of owners, tombstones
 * and tags. Throws FILE_NOT_FETCHED, GIT_FAILED.
 */
export async function readTouched(
  engine: GitEngine,
  {
    base,
    name,
    changes,
  }: { readonly base: Oid; readonly name: PackageName; readonly changes: readonly TreeChange[] },
): Promise<
  | { readonly pkg: TouchedPackage; readonly findings?: undefined }
  | { readonly findings: readonly Finding[]; readonly pkg?: undefined }
> {
  const filesBefore = await listFiles({ engine, commit: base }, folderOf(name));
  const filesAfter = mergedFiles(filesBefore, changes);
  const before = await readSide(engine, name, filesBefore);
  const after = await readSide(engine, name, filesAfter);
  if (before instanceof StillpackError || after instanceof StillpackError) {
    return { findings: damaged({ before, after }) };
  }
  const isNew = before.files.length === 0;
  return { pkg: { name, isNew, before, after, changes, filesBefore, filesAfter } };
}

/** META_INVALID is given, not thrown. */
async function readSide(
  engine: GitEngine,
  name: PackageName,
  files: readonly TreeEntry[],
): Promise<HeldPackage | StillpackError> {
  try {
    return await heldPackageIn(engine, name, files);
  } catch (error) {
    if (!(error instanceof StillpackError)) throw error;
    if (error.code === 'PACKAGE_UNKNOWN') return absentPackage(name);
    if (error.code === 'META_INVALID') return error;
    throw error;
  }
}

function damaged(
  sides: Readonly<Record<'before' | 'after', HeldPackage | StillpackError>>,
): readonly Finding[] {
  const { before, after } = sides;
  if (after instanceof StillpackError) {
    const { path = '', message, hint } = after;
    return [finding('meta-invalid', { path, message, advice: hint })];
  }
  if (!(before instanceof StillpackError)) return [];
  const message = `${before.message} What it said cannot be compared with what it says now.`;
  const advice = 'Let somebody who answers for the registry look at it.';
  return [finding('meta-invalid', { path: before.path ?? '', message, level: 'person', advice })];
}

/** The tarballs among the files of a package's folder, ascending by version. */
export function versionEntries(files: readonly TreeEntry[]): readonly VersionEntry[] {
  return files
    .flatMap((entry) => {
      const place = packagePathOf(entry.path);
      const version = place && versionAt(place);
      return version === undefined ? [] : [{ ...entry, version }];
    })
    .toSorted((a, b) => compareVersions(a.version, b.version));
}
