// OUTPUT_CLASH and NAME_RESERVED at admission: what is added must have a place beside everything that is there.
import { type LandedVersion, versionClashesOf } from '../model/version-clashes.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import type { Version } from '../version.ts';
import type { PackageState } from './tag-version.ts';

/** Which of the names that come, or of those that are there, have no place as the registry's host and website have it. */
export type NameClashes = (names: {
  readonly there: readonly PackageName[];
  readonly added: readonly PackageName[];
}) => ReadonlyMap<PackageName, Problem>;

interface NamedFile {
  /** As the user named it; what a problem is reported for. */
  readonly file: string;
  readonly name: PackageName;
}

interface VersionFile extends NamedFile {
  readonly version: Version;
}

/** A new name never takes a path of one that is there, or of the registry itself. */
export function checkNameClashes(
  added: readonly NamedFile[],
  { names, clashesOf }: { readonly names: readonly PackageName[]; readonly clashesOf: NameClashes },
): readonly Problem[] {
  if (added.length === 0) return [];
  const clashes = clashesOf({ there: names, added: added.map(({ name }) => name) });
  return added.flatMap(({ file, name }) => {
    const clash = clashes.get(name);
    return clash === undefined ? [] : [{ ...clash, path: file }];
  });
}

/** A new version never takes the file name of one that is there. */
export function checkVersionClashes(
  added: readonly VersionFile[],
  packages: ReadonlyMap<PackageName, PackageState>,
): readonly Problem[] {
  return added.flatMap(({ file, name, version }) => {
    const there = packages.get(name)?.versions ?? [];
    const together = added.filter((other) => other.name === name).map((other) => other.version);
    const versions = new Map<Version, LandedVersion>([
      ...together.map((each) => [each, { version: each, since: undefined }] as const),
      ...there.map((each) => [each, { version: each, since: 0 }] as const),
    ]);
    const clash = versionClashesOf(name, [...versions.values()]).get(version);
    return clash === undefined ? [] : [{ ...clash, path: file }];
  });
}
