import semver from 'semver';

/** A semver version without build metadata: what stands as a key in a packument. */
export type Version = string & { readonly __brand: 'Version' };

/**
 * What semver's loose parse makes of `value` (`v1.0.0` and `1.0.0+b` are 1.0.0), as npm publish does;
 * `undefined` when it makes nothing of it.
 */
export function versionOf(value: unknown): Version | undefined {
  if (typeof value !== 'string') return undefined;
  // The parse is what the brand stands for.
  return semver.parse(value, { loose: true })?.version as Version | undefined;
}

/** Semver precedence, ascending. */
export function compareVersions(a: Version, b: Version): number {
  return semver.compare(a, b);
}

export function isPrerelease(version: Version): boolean {
  return semver.prerelease(version) !== null;
}
