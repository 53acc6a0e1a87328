// What the lists of a website say of a package, beside its summary: of `latest` alone, and of what was published last.
import prerelease from 'semver/functions/prerelease.js';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { cutText } from './cut-text.ts';
import { type ModuleFormat, moduleFormatOf } from './module-format.ts';
import type { Package, PackageVersion } from './package.ts';
import { latestOf } from './summary.ts';
import { manifestIn } from './version-fragment.ts';

export interface PackageFacts {
  readonly modules: ModuleFormat;
  readonly license: string;
  readonly unpackedSize: number;
  readonly hasBin: boolean;
  readonly hasInstallScript: boolean;
  readonly deprecated: boolean;
  readonly dependencies: readonly DependencyFact[];
  readonly newest: ReleaseFact;
  /** `undefined` where every version is a prerelease. */
  readonly newestStable: ReleaseFact | undefined;
}

export const installedKinds = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** What an install of the package brings, or asks for. */
export interface DependencyFact {
  readonly name: string;
  readonly range: string;
  readonly kind: (typeof installedKinds)[number];
}

export interface ReleaseFact {
  readonly version: string;
  /** ISO 8601. */
  readonly time: string;
  readonly publisher: string;
  /** Whether a dist-tag points at it. */
  readonly isTagged: boolean;
}

/** Code points, and names: what is kept of every package must be small. */
const limits = { license: 64, range: 64, dependencies: 1000 };

export function packageFactsOf(pkg: Package): PackageFacts {
  const latest = latestOf(pkg);
  const manifest = manifestIn(latest.fragment);
  const license = own(manifest, 'license');
  const newestStable = newestOf(pkg.versions.filter(({ version }) => prerelease(version) === null));
  const tagged = new Set<string>(pkg.distTags.values());
  return {
    modules: moduleFormatOf(manifest),
    license: typeof license === 'string' ? cutText(license, limits.license) : '',
    unpackedSize: latest.fragment.unpackedSize,
    hasBin: own(manifest, 'bin') !== undefined,
    hasInstallScript: latest.fragment.hasInstallScript,
    deprecated: latest.deprecated !== undefined,
    dependencies: dependenciesIn(manifest),
    newest: releaseOf(newestOf(pkg.versions) ?? latest, tagged),
    newestStable: newestStable && releaseOf(newestStable, tagged),
  };
}

/** A name that is there twice counts as npm has it: an optional dependency is no other one. */
function dependenciesIn(manifest: JsonObject): readonly DependencyFact[] {
  const found = new Map<string, DependencyFact>();
  for (const kind of installedKinds) {
    const ranges = own(manifest, kind);
    if (!isJsonObject(ranges)) continue;
    for (const [name, range] of Object.entries(ranges)) {
      if (found.size >= limits.dependencies) return [...found.values()];
      if (typeof range !== 'string' || (kind === 'peerDependencies' && found.has(name))) continue;
      found.set(name, { name, range: cutText(range, limits.range), kind });
    }
  }
  return [...found.values()];
}

/** The one that landed last; of several at that time the highest. */
function newestOf(versions: readonly PackageVersion[]): PackageVersion | undefined {
  let newest: PackageVersion | undefined;
  for (const version of versions) {
    if (newest === undefined || version.time >= newest.time) newest = version;
  }
  return newest;
}

function releaseOf(
  { version, time, publisher }: PackageVersion,
  tagged: ReadonlySet<string>,
): ReleaseFact {
  return { version, time, publisher: publisher.name, isTagged: tagged.has(version) };
}
