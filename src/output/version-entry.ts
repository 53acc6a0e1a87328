// A version as packuments hold it: what the tarball says, and what the registry adds.
import { joinObjects, jsonText } from '../json-text.ts';
import { manifestIn } from '../model/version-fragment.ts';
import type { PackageVersion, Person } from '../model/package.ts';
import type { PackageName } from '../package-name.ts';

export interface VersionFacts {
  readonly name: PackageName;
  readonly maintainers: readonly Person[];
  /** For `dist.tarball`. */
  readonly tarballUrl: string;
  /** For `dist.attestations`, where there is a provenance: absolute, as npm 11 takes it apart as a URL. */
  readonly attestationsUrl: string;
}

/** The fields that the npm registry's package-metadata document lists, and what it has learnt since (`libc`, …). */
const installFields: ReadonlySet<string> = new Set([
  'acceptDependencies',
  'bin',
  'bundleDependencies',
  'cpu',
  'dependencies',
  'devDependencies',
  'directories',
  'engines',
  'funding',
  'libc',
  'name',
  'optionalDependencies',
  'os',
  'peerDependencies',
  'peerDependenciesMeta',
  'version',
]);

/**
 * JSON text of the manifest and the registry's own fields, as npm's registry names them. `_hasShrinkwrap` always
 * stands: where it is missing, npm 6 downloads the tarball to find out. `hasInstallScript` stands only when true.
 */
export function versionEntryOf(version: PackageVersion, facts: VersionFacts): string {
  const added = {
    _id: `${facts.name}@${version.version}`,
    ...installFacts(version),
    maintainers: facts.maintainers,
    _npmUser: version.publisher,
    ...gitHeadOf(version),
    dist: distOf(version, facts),
    // `stillpack serve --dirty` shows what is not committed yet.
    ...(version.file.uncommitted ? { _stillpack: { uncommitted: true } } : {}),
  };
  return joinObjects(version.fragment.manifest, jsonText(added));
}

/** A tarball that says it itself is believed. */
function gitHeadOf({ fragment, gitHead }: PackageVersion): object {
  return gitHead === undefined || Object.hasOwn(manifestIn(fragment), 'gitHead') ? {} : { gitHead };
}

/** JSON text of what install commands read of the entry. */
export function abbreviatedEntryOf(version: PackageVersion, facts: VersionFacts): string {
  const manifest = Object.entries(manifestIn(version.fragment));
  return jsonText({
    ...Object.fromEntries(manifest.filter(([key]) => installFields.has(key))),
    ...installFacts(version),
    dist: distOf(version, facts),
  });
}

function installFacts({ fragment, deprecated }: PackageVersion): object {
  return {
    ...(fragment.hasInstallScript ? { hasInstallScript: true } : {}),
    _hasShrinkwrap: fragment.hasShrinkwrap,
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

function distOf(
  { fragment, provenance }: PackageVersion,
  { tarballUrl, attestationsUrl }: VersionFacts,
): object {
  const { integrity, shasum, fileCount, unpackedSize } = fragment;
  return {
    ...{ tarball: tarballUrl, integrity, shasum, fileCount, unpackedSize },
    ...(provenance === undefined
      ? {}
      : {
          attestations: {
            url: attestationsUrl,
            provenance: { predicateType: provenance.predicateType },
          },
        }),
  };
}
