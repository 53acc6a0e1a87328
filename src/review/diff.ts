// `stillpack diff`: npm diff.
import { resolve } from 'node:path';
import npa from 'npm-package-arg';
import { tagsOf } from '../change/computed-tags.ts';
import { requireVersion } from '../change/held-package.ts';
import { parsePackageSpec } from '../change/parse-names.ts';
import { compareText } from '../compare.ts';
import { distTagOf } from '../dist-tag.ts';
import { StillpackError } from '../errors.ts';
import type { PackageName } from '../package-name.ts';
import { readBounded } from '../source/bounded-read.ts';
import { maxTarballBytes } from '../source/byte-limits.ts';
import { folderOf, provenancePathOf } from '../source/package-path.ts';
import { listFiles, readHeldPackage } from '../verbs/read-held.ts';
import { type ReadOptions, readRepository, type RepositoryAt } from '../verbs/read-repository.ts';
import { type Version, versionOf as parsedVersion } from '../version.ts';
import { closestVersion, versionBefore } from './read/closest-version.ts';
import { wholeDiffLimits } from './difference/diff-limits.ts';
import { differenceOf } from './difference/difference.ts';
import { readVersion, type VersionRead, versionOf } from './read/read-version.ts';
import type { Difference } from './review-report.ts';
import type { ReadVersion } from './reviewed.ts';

export interface DiffOptions extends ReadOptions {
  /** `@acme/ui@1.0.0`, `@acme/ui@next`, `@acme/ui` (its latest), or a tarball file, in `cwd`. */
  readonly to: string;
  /** The same. @default the closest version that the registry has: of a file also the same version */
  readonly from?: string | undefined;
  readonly cwd: string;
  /** What `fetchBytes` fills. */
  readonly cacheDir: string;
  /** Unchanged lines around a change. @default 3 */
  readonly context?: number | undefined;
}

export interface DiffReport {
  /** `undefined` where the registry has nothing to compare with. */
  readonly from: { readonly name: PackageName; readonly version: Version } | undefined;
  readonly to: { readonly name: PackageName; readonly version: Version };
  readonly difference: Difference;
}

/**
 * Compares versions of HEAD, or files. Throws PACKAGE_UNKNOWN, VERSION_UNKNOWN, TAG_UNKNOWN, META_INVALID,
 * OPTION_INVALID, FILE_NOT_FETCHED, and NOT_A_TARBALL for what cannot be read.
 */
export async function diff({
  to: toSpec,
  from: fromSpec,
  cwd,
  cacheDir,
  context = wholeDiffLimits.context,
  ...options
}: DiffOptions): Promise<DiffReport> {
  return readRepository(options, async (repository) => {
    const desk = { repository, cwd, cacheDir };
    const to = await readSpec(desk, toSpec);
    const from =
      fromSpec === undefined ? await readClosest(desk, to) : await readSpec(desk, fromSpec);
    const limits = { ...wholeDiffLimits, context };
    const difference = differenceOf({ from: from?.read, to: to.read, limits });
    return { from: from && nameOf(from), to: nameOf(to), difference };
  });
}

interface Desk {
  readonly repository: RepositoryAt;
  readonly cwd: string;
  readonly cacheDir: string;
}

interface SpecRead {
  readonly read: ReadVersion;
  readonly isFile: boolean;
}

function nameOf({ read }: SpecRead): DiffReport['to'] {
  return { name: read.tarball.name, version: read.version };
}

async function readSpec(desk: Desk, spec: string): Promise<SpecRead> {
  if (isFileSpec(spec, desk.cwd)) return { read: await readFile(spec, desk.cwd), isFile: true };
  const { name, rest } = parsePackageSpec(spec);
  const held = await readHeldPackage(desk.repository, name);
  const tag = distTagOf(rest === '' ? 'latest' : rest);
  const version =
    tag === undefined ? parsedVersion(rest) : tagsOf(held.meta, held.versions).get(tag);
  if (version === undefined) throw tag === undefined ? noVersion(rest) : tagUnknown(name, tag);
  requireVersion(held, version);
  return { read: await readHeld(desk, name, version), isFile: false };
}

function isFileSpec(spec: string, cwd: string): boolean {
  try {
    return ['file', 'directory'].includes(npa(spec, cwd).type);
  } catch {
    return false;
  }
}

async function readFile(file: string, cwd: string): Promise<ReadVersion> {
  const bytes = await readBounded(resolve(cwd, file), maxTarballBytes);
  if (typeof bytes === 'object') return required(await versionOf({ path: file, bytes }));
  const why = bytes === undefined ? 'is no file that can be read' : 'is too large for a tarball';
  throw new StillpackError('NOT_A_TARBALL', `${file} ${why}.`, {
    path: file,
    hint: 'Name a .tgz file made by `npm pack`, or a package of the registry, such as @acme/ui@1.0.0.',
  });
}

async function readClosest(desk: Desk, { read, isFile }: SpecRead): Promise<SpecRead | undefined> {
  const { name, version } = { name: read.tarball.name, version: read.version };
  const entries = await listFiles(desk.repository, folderOf(name));
  if (entries.length === 0) return undefined;
  const { versions } = await readHeldPackage(desk.repository, name);
  const closest = isFile
    ? versions.includes(version)
      ? version
      : closestVersion(versions, version)
    : versionBefore(versions, version);
  if (closest === undefined) return undefined;
  return { read: await readHeld(desk, name, closest), isFile: false };
}

/** A version that HEAD has. */
async function readHeld(
  { repository, cacheDir }: Desk,
  name: PackageName,
  version: Version,
): Promise<ReadVersion> {
  const { files } = await readHeldPackage(repository, name);
  // Of two files for one version, a build says what is wrong; the tarball comes before the pointer.
  const [path = ''] = files
    .filter((file) => file.version === version)
    .map((file) => file.path)
    .sort(compareText);
  const entries = new Map(
    (await listFiles(repository, folderOf(name))).map((entry) => [entry.path, entry]),
  );
  const entry = entries.get(path);
  if (entry === undefined) throw new Error(`${name}@${version} has no file`);
  const sources = { engine: repository.engine, cacheDir };
  const provenance = entries.get(provenancePathOf(path));
  return required(await readVersion(sources, { ...entry, provenance }));
}

function required({ read, problems }: VersionRead): ReadVersion {
  const [first] = problems;
  if (read !== undefined) return read;
  if (first === undefined) throw new Error('a version that cannot be read has no problem');
  const code = first.code === 'BYTES_NOT_FETCHED' ? 'FILE_NOT_FETCHED' : 'NOT_A_TARBALL';
  const { message, path, hint } = first;
  throw new StillpackError(code, message, { path, hint, problems });
}

function noVersion(text: string): StillpackError {
  return new StillpackError('OPTION_INVALID', `"${text}" is neither a version nor a dist-tag.`, {
    hint: 'Write a whole version, such as @acme/ui@2.0.0, or a dist-tag.',
  });
}

function tagUnknown(name: PackageName, tag: string): StillpackError {
  return new StillpackError('TAG_UNKNOWN', `${name} has no dist-tag ${tag}.`, {
    path: folderOf(name),
    hint: `\`stillpack tag ls ${name}\` lists them.`,
  });
}
