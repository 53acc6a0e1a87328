// Which of a folder's tarballs stand for a version, and what keeps the others out.
import { compareText } from '../compare.ts';
import type { Inspection, Tarball } from '../inspect/tarball.ts';
import { problem, type Problem } from '../problems.ts';
import type { PackageFolder, TarballFile } from '../source/snapshot.ts';
import { compareVersions, type Version } from '../version.ts';

export interface AdmittedVersion {
  readonly version: Version;
  readonly file: TarballFile;
  readonly tarball: Tarball;
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
  inspections,
  unpublished,
}: {
  readonly folder: PackageFolder;
  /** By path; a file without one has a problem of its own already. */
  readonly inspections: ReadonlyMap<string, Inspection>;
  readonly unpublished: ReadonlySet<Version>;
}): Admission {
  const problems: Problem[] = [];
  const versions: AdmittedVersion[] = [];
  const tarballOf = (file: TarballFile): Tarball | undefined => inspections.get(file.path)?.tarball;
  const groups = groupByVersion(folder.tarballs, inspections);
  for (const [version, files] of groups) {
    if (unpublished.has(version)) {
      problems.push(...files.map((file) => unpublishedProblem(folder, file)));
      continue;
    }
    const { file, problems: duplicates } = chooseFile(files, inspections);
    problems.push(...duplicates);
    const tarball = file === undefined ? undefined : tarballOf(file);
    if (file === undefined || tarball === undefined) continue;
    const mismatch = mismatchOf(folder, file, tarball);
    if (mismatch === undefined) versions.push({ version, file, tarball });
    else problems.push(mismatch);
  }
  const claimed = [...groups.keys()].filter((version) => !unpublished.has(version));
  return { versions, claimed, problems };
}

type Inspections = ReadonlyMap<string, Inspection>;

/** In semver order; of a version's files, those with the bytes that landed first come first. */
function groupByVersion(
  files: readonly TarballFile[],
  inspections: Inspections,
): ReadonlyMap<Version, readonly TarballFile[]> {
  const compare = (a: TarballFile, b: TarballFile): number =>
    Number(a.uncommitted) - Number(b.uncommitted) ||
    Number(isChanged(a, inspections)) - Number(isChanged(b, inspections)) ||
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
function isChanged({ path }: TarballFile, inspections: Inspections): boolean {
  return inspections.get(path)?.problems.some(({ code }) => code === 'VERSION_CHANGED') ?? false;
}

function chooseFile(
  [first, ...others]: readonly TarballFile[],
  inspections: Inspections,
): { readonly file: TarballFile | undefined; readonly problems: readonly Problem[] } {
  if (first === undefined) return { file: undefined, problems: [] };
  const isSame = (other: TarballFile): boolean => {
    if (isChanged(other, inspections)) return false;
    const integrity = inspections.get(other.path)?.tarball?.integrity;
    const same = integrity === inspections.get(first.path)?.tarball?.integrity;
    return other.oid === first.oid || (integrity !== undefined && same);
  };
  const rivals = others.filter((other) => !isSame(other));
  const problems = others.filter(isSame).map((other) => superfluousProblem(other, first));
  // A file without a tarball has a problem of its own, such as VERSION_CHANGED.
  const readable = rivals.filter(({ path }) => inspections.get(path)?.tarball !== undefined);
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
  tarball: Tarball,
): Problem | undefined {
  if (tarball.name !== folder.name) {
    const message = `The package.json in ${file.path} is named "${tarball.name}", the folder is ${folder.path}.`;
    return problem('NAME_MISMATCH', file.path, message);
  }
  if (tarball.version !== file.version) {
    const message = `The package.json in ${file.path} has version ${tarball.version}, the file name says ${file.version}.`;
    return problem('VERSION_MISMATCH', file.path, message);
  }
  return undefined;
}
