// The entries of a package's versions, with the URLs that this registry serves their tarballs at.
import type { Package, PackageVersion } from '../model/package.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import { attestationsPath } from './attestations.ts';
import { versionEntryOf, type VersionFacts } from './version-entry.ts';

export interface TarballLinks {
  /** The registry's public URL, ending in `/`. */
  readonly baseUrl: URL;
  /** Relative to it, encoded. */
  readonly tarballUrl: (name: PackageName, version: Version) => string;
  /** `dist.tarball` of a pinned pointer names the pointer's own URL, and its bytes are not part of the output. */
  readonly redirectPointers: boolean;
}

export interface VersionEntry {
  readonly version: PackageVersion;
  readonly facts: VersionFacts;
  /** JSON text. */
  readonly entry: string;
}

/** In the package's order. */
export function entriesOf(pkg: Package, links: TarballLinks): readonly VersionEntry[] {
  return pkg.versions.map((version) => {
    const facts = {
      name: pkg.name,
      maintainers: pkg.maintainers,
      tarballUrl:
        foreignUrlOf(version, links) ??
        links.baseUrl.href + links.tarballUrl(pkg.name, version.version),
      attestationsUrl: links.baseUrl.href + attestationsPath(pkg.name, version.version),
    };
    return { version, facts, entry: versionEntryOf(version, facts) };
  });
}

/** Where the bytes are when they are not part of the output. */
export function foreignUrlOf(version: PackageVersion, links: TarballLinks): string | undefined {
  return links.redirectPointers ? version.file.pointerUrl : undefined;
}
