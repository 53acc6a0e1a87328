import { compareVersions, type Version } from '../../version.ts';

/** The highest below `version`; `undefined` when there is none. */
export function versionBefore(versions: readonly Version[], version: Version): Version | undefined {
  return versions
    .filter((other) => compareVersions(other, version) < 0)
    .toSorted(compareVersions)
    .at(-1);
}

/** What a new version is compared with: the highest below it, else the lowest of all others. */
export function closestVersion(
  versions: readonly Version[],
  version: Version,
): Version | undefined {
  const others = versions.filter((other) => other !== version).toSorted(compareVersions);
  return versionBefore(others, version) ?? others[0];
}
