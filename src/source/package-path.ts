// Which package and version a path of the repository speaks of.
import { type PackageName, packageNameOf } from '../package-name.ts';
import { versionInFileName } from '../tarball-name.ts';
import type { Version } from '../version.ts';

/** The folder that the packages lie in. */
export const packagesFolder = 'packages';

/** Ends the name of a pinned pointer: `ui-2.0.0.tgz.json` stands for `ui-2.0.0.tgz`. */
const pointerSuffix = '.tgz.json';

/** Ends the name of a provenance: `ui-2.0.0.sigstore`, as npm calls what it publishes with `ui-2.0.0.tgz`. */
const provenanceSuffix = '.sigstore';

/** Whether the file holds, or points at, a tarball. */
export function isTarballPath(path: string): boolean {
  return path.endsWith('.tgz') || isPointerPath(path);
}

/** Whether the file is a pinned pointer to a tarball. */
export function isPointerPath(path: string): boolean {
  return path.endsWith(pointerSuffix);
}

/** The version that a tarball's or pointer's file name speaks of, in the folder of `name`. */
export function versionOfFile(name: PackageName, fileName: string): Version | undefined {
  return versionInFileName(
    name,
    isPointerPath(fileName) ? fileName.slice(0, -'.json'.length) : fileName,
  );
}

/** Where the provenance of a tarball, or of what a pointer stands for, lies: beside it. */
export function provenancePathOf(tarballPath: string): string {
  return tarballPath.replace(/\.tgz(?:\.json)?$/, provenanceSuffix);
}

/** The version whose provenance a file of this name is, in the folder of `name`. */
export function versionOfProvenance(name: PackageName, fileName: string): Version | undefined {
  if (!fileName.endsWith(provenanceSuffix)) return undefined;
  return versionInFileName(name, `${fileName.slice(0, -provenanceSuffix.length)}.tgz`);
}

export interface PackagePath {
  /** `packages/@acme/ui`: a package's folder, if its name is one. */
  readonly folder: string;
  /** `@acme/ui`. */
  readonly name: string;
  /** What follows the folder. */
  readonly rest: string;
}

/** `packages/@acme/ui`. */
export function folderOf(name: PackageName): string {
  return `${packagesFolder}/${name}`;
}

/** Splits a path below `packages/`; `undefined` for a path elsewhere, or one that lies in no package's folder. */
export function packagePathOf(path: string): PackagePath | undefined {
  const [root, first = '', second, ...others] = path.split('/');
  if (root !== packagesFolder || second === undefined) return undefined;
  const scoped = first.startsWith('@');
  if (scoped && others.length === 0) return undefined;
  const name = scoped ? `${first}/${second}` : first;
  const rest = (scoped ? others : [second, ...others]).join('/');
  return { folder: `${packagesFolder}/${name}`, name, rest };
}

/** The package in whose folder a path lies, or that a folder is of. */
export function packageAt(path: string): PackageName | undefined {
  return packageNameOf(packagePathOf(`${path}/.`)?.name);
}

/** The version that a tarball or pointer in a package's folder speaks of; `undefined` for any other file. */
export function versionAt({ name, rest }: PackagePath): Version | undefined {
  const checked = packageNameOf(name);
  return checked === undefined ? undefined : versionOfFile(checked, rest);
}

/** The version that a provenance in a package's folder speaks of; `undefined` for any other file. */
export function provenanceVersionAt({ name, rest }: PackagePath): Version | undefined {
  const checked = packageNameOf(name);
  return checked === undefined ? undefined : versionOfProvenance(checked, rest);
}
