// How much lands on a disk when a version is installed.
import maxSatisfying from 'semver/ranges/max-satisfying.js';
import type { Tarball } from '../../inspect/tarball.ts';
import { isJsonObject, own } from '../../json.ts';
import { dependencyFields } from '../../model/manifest-dependencies.ts';
import { type PackageName, packageNameOf } from '../../package-name.ts';
import type { ReadVersion, ReviewContext } from '../reviewed.ts';

/** More are not followed. */
const maxPackages = 200;

/**
 * Unpacked bytes of the version, and of the versions of this registry that its dependencies resolve to, each once.
 * `undefined` where one of them cannot be read, or there are too many. Other registries' packages do not count.
 */
export async function readInstallSize(
  { tarball }: ReadVersion,
  { context }: { readonly context: ReviewContext },
): Promise<number | undefined> {
  const seen = new Map<string, Tarball>([[specOf(tarball), tarball]]);
  for (const each of seen.values()) {
    for (const [name, range] of runtimeDependencies(each)) {
      const versions = await context.versionsOf(name);
      const version = versions && maxSatisfying([...versions], range);
      if (version === undefined || version === null || seen.has(`${name}@${version}`)) continue;
      const found = await context.tarballOf(name, version);
      if (found === undefined || seen.size >= maxPackages) return undefined;
      seen.set(`${name}@${version}`, found);
    }
  }
  return [...seen.values()].reduce((sum, { unpackedSize }) => sum + unpackedSize, 0);
}

function specOf({ name, version }: Tarball): string {
  return `${name}@${version}`;
}

function runtimeDependencies({ manifest }: Tarball): readonly (readonly [PackageName, string])[] {
  const fields = dependencyFields(manifest);
  return ['dependencies', 'optionalDependencies'].flatMap((kind) => {
    const ranges = own(fields, kind);
    if (!isJsonObject(ranges)) return [];
    return Object.entries(ranges).flatMap(([key, range]) => {
      const name = packageNameOf(key);
      return name !== undefined && typeof range === 'string' ? [[name, range] as const] : [];
    });
  });
}
