import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { tarballNameOf } from '../tarball-name.ts';
import { compareVersions, type Version } from '../version.ts';

export interface LandedVersion {
  readonly version: Version;
  /** `Landing.since`; `undefined` for one that has not landed: it comes after all that have. */
  readonly since: number | undefined;
}

/** What ext4, APFS and NTFS allow for a file name, in bytes of UTF-8 (NTFS counts UTF-16 units, never more). */
const fileNameBytes = 255;

/**
 * The versions of a package whose tarballs have no place (OUTPUT_CLASH): their file names differ in case only from
 * that of a version that was there before (`1.0.0-RC` and `1.0.0-rc`; semver tells them apart, many disks do not), or
 * are too long. Of two that landed together, the lower version stays.
 */
export function versionClashesOf(
  name: PackageName,
  versions: readonly LandedVersion[],
): ReadonlyMap<Version, Problem> {
  const taken = new Map<string, Version>();
  const clashes = new Map<Version, Problem>();
  for (const { version } of versions.toSorted(compareLanded)) {
    // A version is ASCII.
    const key = version.toLowerCase();
    const earlier = taken.get(key);
    if (Buffer.byteLength(tarballNameOf(name, version)) > fileNameBytes) {
      clashes.set(version, clash(name, `${name}@${version} makes a file name of over 255 bytes.`));
    } else if (earlier === undefined) {
      taken.set(key, version);
    } else if (earlier !== version) {
      const message = `${name}@${version} and ${name}@${earlier}, which was there before, differ in case only.`;
      clashes.set(version, clash(name, message));
    }
  }
  return clashes;
}

function compareLanded(a: LandedVersion, b: LandedVersion): number {
  return (
    compareOrder(a.since ?? Infinity, b.since ?? Infinity) || compareVersions(a.version, b.version)
  );
}

/** Not a difference: that of two infinities is no number. */
function compareOrder(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function clash(name: PackageName, message: string): Problem {
  return problem('OUTPUT_CLASH', `packages/${name}`, message);
}
