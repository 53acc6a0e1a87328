// A version as packuments hold it: what the tarball says, and what the registry adds.
import type { JsonObject } from '../json.ts';
import { hasInstallScript } from '../model/manifest-scripts.ts';
import type { PackageVersion, Person } from '../model/package.ts';
import type { PackageName } from '../package-name.ts';

export interface VersionFacts {
  readonly name: PackageName;
  readonly maintainers: readonly Person[];
  /** For `dist.tarball`. */
  readonly tarballUrl: string;
}

/**
 * The manifest and the registry's own fields, as npm's registry names them. `_hasShrinkwrap` always stands: where it
 * is missing, npm 6 downloads the tarball to find out. `hasInstallScript` stands only when true.
 */
export function versionEntryOf(version: PackageVersion, facts: VersionFacts): JsonObject {
  const { manifest, tarball, deprecated } = version;
  return {
    ...manifest,
    _id: `${facts.name}@${version.version}`,
    ...(hasInstallScript(manifest) ? { hasInstallScript: true } : {}),
    _hasShrinkwrap: tarball.hasShrinkwrap,
    ...(deprecated === undefined ? {} : { deprecated }),
    maintainers: facts.maintainers,
    _npmUser: version.publisher,
    dist: {
      tarball: facts.tarballUrl,
      integrity: tarball.integrity,
      shasum: tarball.shasum,
      fileCount: tarball.fileCount,
      unpackedSize: tarball.unpackedSize,
    },
    // `stillpack serve --dirty` shows what is not committed yet.
    ...(version.file.uncommitted ? { _stillpack: { uncommitted: true } } : {}),
  };
}
