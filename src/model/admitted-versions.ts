// Which of a folder's tarballs stand for a version, and what keeps the others out.
import { compareText } from '../compare.ts';
import { problem, type Problem } from '../problems.ts';
import type { PackageFolder, TarballFile } from '../source/snapshot.ts';
import { compareVersions, type Version } from '../version.ts';
import type { ExaminedFile } from './examined-file.ts';
import type { VersionFragment } from './version-fragment.ts';

export interface AdmittedVersion {
  readonly version: Version;
  readonly file: TarballFile;
  readonly fragment: VersionFragment;
  readonly readme: ExaminedFile['readme'];
  readonly provenance: ExaminedFile['provenance'];
}

export interface Admission {
  /** Semver order, ascending. */
  readonly versions: readonly AdmittedVersion[];
  /** Every version that a file's name claims and that is not unpublished, in semver order. */
  readonly claimed: readonly Version[];
  readonly problems: readonly Problem[];
}

/**
 * One tarball for each version: name and version agree with folder and file name, and no tombstone forbids it.
 * NAME_MISMATCH, VERSION_MISMATCH, VERSION_UNPUBLISHED, VERSION_DUPLICATE.
 *
 * Of two files for one version, the one with the bytes that landed first is the version, whatever is wrong with it:
 * a file added later can neither replace nor remove what was published. If different bytes landed in one commit,
 * neither is. A second file with the same bytes is only superfluous.
 */
export function admitVersions({
  folder,
  examined,
  unpublished,
}: {
  readonly folder: PackageFolder;
  /** By path; a file without one has a problem of its own already. */
  readonly examined: ReadonlyMap<string, ExaminedFile>;
  readonly unpublished: ReadonlySet<Version>;
}): Admission {
  const problems: Problem[] = [];
  const versions: AdmittedVersion[] = [];
  const groups = groupByVersion(folder.tarballs, examined);
  for (const [version, files] of groups) {
    if (unpublished.has(version)) {
      problems.push(...files.map((file) => unpublishedProblem(folder, file)));
      continue;
    }
    const { file, problems: duplicates } = chooseFile(files, examined);
    problems.push(...duplicates);
    const found = file === undefined ? undefined : examined.get(file.path);
    if (file === undefined || found?.fragment === undefined) continue;
    const { fragment, readme, provenance } = found;
    const mismatch = mismatchOf(folder, file, fragment);
    if (mismatch === undefined) versions.push({ version, file, fragment, readme, provenance });
    else problems.push(mismatch);
  }
  const claimed = [...groups.keys()].filter((version) => !unpublished.has(version));
  return { versions, claimed, problems };
}

type Examined = ReadonlyMap<string, ExaminedFile>;

/** In semver order; of a version's files, those with the bytes that landed first come first. */
function groupByVersion(
  files: readonly TarballFile[],
  examined: Examined,
): ReadonlyMap<Version, readonly TarballFile[]> {
  const compare = (a: TarballFile, b: TarballFile): number =>
    Number(a.uncommitted) - Number(b.uncommitted) ||
    Number(isChanged(a, examined)) - Number(isChanged(b, examined)) ||
    Number(a.oid !== a.landed.oid) - Number(b.oid !== b.landed.oid) ||
    compareText(a.path, b.path);
  const groups = new Map<Version, TarballFile[]>();
  for (const file of files.toSorted(compare)) {
    const group = groups.get(file.version);
    if (group === undefined) groups.set(file.version, [file]);
    else group.push(file);
  }
  return new Map([...groups].sort(([a], [b]) => compareVersions(a, b)));
}

/** Whether its bytes were compared with those that landed first, and are others. */
function isChanged({ path }: TarballFile, examined: Examined): boolean {
  return examined.get(path)?.problems.some(({ code }) => code === 'VERSION_CHANGED') ?? false;
}

function chooseFile(
  [first, ...others]: readonly TarballFile[],
  examined: Examined,
): { readonly file: TarballFile | undefined; readonly problems: readonly Problem[] } {
  if (first === undefined) return { file: undefined, problems: [] };
  const isSame = (other: TarballFile): boolean => {
    if (isChanged(other, examined)) return false;
    const integrity = examined.get(other.path)?.fragment?.integrity;
    const same = integrity === examined.get(first.path)?.fragment?.integrity;
    return other.oid === first.oid || (integrity !== undefined && same);
  };
  const rivals = others.filter((other) => !isSame(other));
  const problems = others.filter(isSame).map((other) => superfluousProblem(other, first));
  // A file without a tarball has a problem of its own, such as VERSION_CHANGED.
  const readable = rivals.filter(({ path }) => examined.get(path)?.fragment !== undefined);
  problems.push(...readable.map((other) => duplicateProblem(other, first)));
  const tied = first.uncommitted || first.landed.contested ? rivals[0] : undefined;
  return tied === undefined
    ? { file: first, problems }
    : { file: undefined, problems: [contestedProblem(first, tied), ...problems] };
}

function superfluousProblem(file: TarballFile, other: TarballFile): Problem {
  const message = `${file.path} has the same bytes as ${other.path}; one of them is enough.`;
  return problem('FILE_UNEXPECTED', file.path, message);
}

function contestedProblem(file: TarballFile, other: TarballFile): Problem {
  const message = `${file.path} and ${other.path} came together as version ${file.version}, with different bytes, so that neither is; without the latter, the former is.`;
  return problem('VERSION_DUPLICATE', file.path, message);
}

function duplicateProblem(file: TarballFile, other: TarballFile): Problem {
  const message = `${file.path} and ${other.path} both are version ${file.version}, with different bytes.`;
  return problem('VERSION_DUPLICATE', file.path, message);
}

function unpublishedProblem(folder: PackageFolder, file: TarballFile): Problem {
  const message = `${folder.name}@${file.version} is unpublished in meta.json; ${file.path} is left out.`;
  return problem('VERSION_UNPUBLISHED', file.path, message);
}

function mismatchOf(
  folder: PackageFolder,
  file: TarballFile,
  fragment: VersionFragment,
): Problem | undefined {
  if (fragment.name !== folder.name) {
    const message = `The package.json in ${file.path} is named "${fragment.name}", the folder is ${folder.path}.`;
    return problem('NAME_MISMATCH', file.path, message);
  }
  if (fragment.version !== file.version) {
    const message = `The package.json in ${file.path} has version ${fragment.version}, the file name says ${file.version}.`;
    return problem('VERSION_MISMATCH', file.path, message);
  }
  return undefined;
}
