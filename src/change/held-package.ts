// What the repository holds of a package before a change.
import { StillpackError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { defaultMeta, type Meta, parseMeta } from '../model/meta.ts';
import type { PackageName } from '../package-name.ts';
import type { FileBytes } from '../source/snapshot.ts';
import { folderOf } from '../source/package-path.ts';
import { compareVersions, type Version } from '../version.ts';
import type { ChangedFile } from './change.ts';
import { damagedFile, editFile, type FileFault } from './edit-file.ts';

/** A tarball, what points at one, or a provenance. */
export interface VersionFile {
  readonly path: string;
  readonly version: Version;
}

/** Made by `heldPackageOf` and `absentPackage` only: its meta.json can be read. */
export interface HeldPackage {
  readonly name: PackageName;
  /** Tarballs, and what points at them. In any order; two may be of one version. */
  readonly files: readonly VersionFile[];
  /** In any order; the tarball of one may be gone. */
  readonly provenances: readonly VersionFile[];
  /** Semver order, ascending; not what a tombstone forbids. */
  readonly versions: readonly Version[];
  readonly meta: Meta;
  /** meta.json as committed; `undefined` when there is none. */
  readonly metaBytes: Uint8Array | undefined;
}

/** Throws PACKAGE_UNKNOWN where there is neither a version nor a meta.json, and META_INVALID. */
export function heldPackageOf({
  name,
  files,
  provenances,
  meta: bytes,
}: Pick<HeldPackage, 'name' | 'files' | 'provenances'> & {
  readonly meta: FileBytes | undefined;
}): HeldPackage {
  if (files.length === 0 && bytes === undefined) throw packageUnknown(name);
  const { meta, fault } = bytes === undefined ? { meta: defaultMeta } : readMeta(name, bytes);
  if (meta === undefined) throw damagedFile(fault);
  const versions = [...new Set(files.map(({ version }) => version))]
    .filter((version) => !meta.unpublished.has(version))
    .sort(compareVersions);
  const metaBytes = typeof bytes === 'object' ? bytes : undefined;
  return { name, files, provenances, versions, meta, metaBytes };
}

/** A package that the commit knows nothing of. */
export function absentPackage(name: PackageName): HeldPackage {
  return {
    name,
    files: [],
    provenances: [],
    versions: [],
    meta: defaultMeta,
    metaBytes: undefined,
  };
}

/** Throws VERSION_UNKNOWN for a version that the package does not have, or no longer. */
export function requireVersion({ name, versions, meta }: HeldPackage, version: Version): void {
  if (versions.includes(version)) return;
  const message = meta.unpublished.has(version)
    ? `${name}@${version} was unpublished.`
    : `${name} has no version ${version}.`;
  throw new StillpackError('VERSION_UNKNOWN', message, {
    path: folderOf(name),
    hint: versionsHint(versions),
  });
}

/** What there is instead. */
export function versionsHint(versions: readonly Version[]): string {
  if (versions.length === 0) return 'No version of it is left.';
  const shown = versions.slice(-10).join(', ');
  return versions.length > 10 ? `The highest are ${shown}.` : `There is ${shown}.`;
}

/** meta.json with the edit; a file that says nothing any more goes. Throws META_INVALID for one past its limits. */
export function editMeta(
  { name, metaBytes: bytes }: HeldPackage,
  edit: (meta: JsonObject) => JsonObject,
): readonly ChangedFile[] {
  const check = (edited: FileBytes): FileFault | undefined => readMeta(name, edited).fault;
  return editFile({ path: metaPathOf(name), bytes, edit, check }).flatMap((file) => {
    if (!/^\s*\{\s*\}\s*$/.test(new TextDecoder().decode(file.bytes))) return [file];
    return bytes === undefined ? [] : [{ path: file.path, bytes: undefined }];
  });
}

function metaPathOf(name: PackageName): string {
  return `${folderOf(name)}/meta.json`;
}

type ReadMeta =
  | { readonly meta: Meta; readonly fault?: undefined }
  | { readonly fault: FileFault; readonly meta?: undefined };

function readMeta(name: PackageName, bytes: FileBytes): ReadMeta {
  const { meta, problem } = parseMeta(metaPathOf(name), bytes);
  return meta === undefined ? { fault: { ...problem, code: 'META_INVALID' } } : { meta };
}

export function packageUnknown(name: PackageName): StillpackError {
  return new StillpackError('PACKAGE_UNKNOWN', `The registry has no package ${name}.`, {
    path: folderOf(name),
    hint: 'Look at the spelling; `stillpack add` adds a package.',
  });
}
