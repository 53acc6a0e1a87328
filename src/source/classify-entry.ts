// What one file of a commit is to a registry. Pure.
import { type PackageName, packageNameOf } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';
import type { Version } from '../version.ts';
import { isFileMode, type TreeEntry } from './git-engine.ts';
import {
  isTarballPath,
  type PackagePath,
  packagePathOf,
  packagesFolder,
  versionOfFile,
  versionOfProvenance,
} from './package-path.ts';

/** A tarball, a pointer to one, a provenance, or what is called meta.json, in the folder of a package. */
export interface PackageFile {
  readonly kind: 'tarball' | 'provenance' | 'meta';
  readonly name: PackageName;
  readonly folder: string;
  readonly entry: TreeEntry;
  /** Of a tarball. */
  readonly version?: Version;
  /** What is wrong with meta.json. */
  readonly problem?: Problem;
}

/** Files that git and editors want, allowed everywhere. */
const housekeeping = new Set(['.gitattributes', '.gitignore', '.gitkeep']);

export function isHousekeeping(path: string): boolean {
  return housekeeping.has(path.slice(path.lastIndexOf('/') + 1));
}

/** Of a file below `packages/`; `undefined` when it is nobody's business. */
export function classifyPackageFile(entry: TreeEntry): PackageFile | Problem | undefined {
  const { path } = entry;
  const isTarball = isTarballPath(path);
  const place = packagePathOf(path);
  const name = packageNameOf(place?.name);
  if (place !== undefined && name !== undefined) {
    const meta = classifyMeta(entry, place);
    if (meta !== undefined) return { kind: 'meta', name, folder: place.folder, entry, ...meta };
  }
  if (!isFileMode(entry.mode)) {
    return problem('TARBALL_NOT_A_FILE', path, `${path} is ${kindOf(entry)}.`);
  }
  if (!isTarball && isHousekeeping(path)) return undefined;
  if (place === undefined) return isTarball ? inNoFolder(path) : unexpected(path, path);
  const { folder, rest } = place;
  if (name === undefined) return isTarball ? notInAPackage(path, folder) : unexpected(path, folder);
  if (rest.includes('/')) {
    return isTarball
      ? notInAPackage(path, parentOf(path))
      : unexpected(path, `${folder}/${rest.slice(0, rest.indexOf('/'))}`);
  }
  if (versionOfProvenance(name, rest) !== undefined) {
    return { kind: 'provenance', name, folder, entry };
  }
  if (!isTarball) return unexpected(path, path);
  const version = versionOfFile(name, rest);
  if (version !== undefined) return { kind: 'tarball', name, folder, entry, version };
  const message = `The name of ${path} is not that of a version of ${name}.`;
  return problem('VERSION_MISMATCH', path, message);
}

/** Whether the entry is meta.json, or what a disk, or somebody who reads its name, takes for one. */
function classifyMeta(
  entry: TreeEntry,
  { folder, rest }: PackagePath,
): Pick<PackageFile, 'problem'> | undefined {
  const [first = '', ...inside] = rest.split('/');
  if (first.toLowerCase() !== 'meta.json') return undefined;
  if (first === 'meta.json' && inside.length === 0 && isFileMode(entry.mode)) return {};
  const path = `${folder}/${first}`;
  const what =
    inside.length > 0
      ? 'is a folder'
      : isFileMode(entry.mode)
        ? 'is not spelled meta.json'
        : `is ${kindOf(entry)}`;
  return { problem: problem('META_INVALID', path, `${path} ${what}.`) };
}

/** A link, submodule or folder in the place of a user or an organisation: never taken for an absent one. */
export function irregularPerson({ path, mode }: TreeEntry): Problem | undefined {
  const [, file = '', folder, inside] = /^((users|orgs)\/[^/]+\.json)(\/.*)?$/.exec(path) ?? [];
  if (file === '' || (inside === undefined && isFileMode(mode))) return undefined;
  return problem(
    folder === 'users' ? 'USER_INVALID' : 'ORG_INVALID',
    file,
    `${file} is no regular file.`,
  );
}

function kindOf({ mode }: TreeEntry): string {
  return mode === '120000' ? 'a symbolic link' : 'a submodule';
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Directly below packages/ or a scope's folder. */
function inNoFolder(path: string): Problem {
  const message = `${path} lies in no package's folder: it belongs into ${packagesFolder}/<name>/, where \`stillpack add\` puts it.`;
  return problem('NAME_INVALID', path, message);
}

function notInAPackage(path: string, folder: string): Problem {
  const message = `${path} lies in ${folder}, which is not the name of a package.`;
  return problem('NAME_INVALID', folder, message);
}

function unexpected(path: string, reported: string): Problem {
  const message = `${path} is neither a tarball, a provenance nor a meta.json.`;
  return problem('FILE_UNEXPECTED', reported, message);
}
