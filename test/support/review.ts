// Objects turned into what a review hands to its checks: real tarballs, inspected and read as a review reads them.
import { absentPackage, type HeldPackage, heldPackageOf } from '../../src/change/held-package.ts';
import { type FileLimits, fileLimits, readArchiveFiles } from '../../src/inspect/archive-files.ts';
import { inspectTarball } from '../../src/inspect/inspect-tarball.ts';
import type { JsonObject } from '../../src/json.ts';
import type { ReviewPolicy } from '../../src/policy/review-policy.ts';
import type { AddedVersion, ReadVersion, ReviewContext } from '../../src/review/reviewed.ts';
import { createPublint, type RunPublint } from '../../src/review/run-publint.ts';
import type { PackageName } from '../../src/package-name.ts';
import { tarballNameOf } from '../../src/tarball-name.ts';
import { compareVersions, type Version } from '../../src/version.ts';
import { encode, packageName, version } from './model.ts';
import { packageTarball } from './tarball.ts';

export interface ReadVersionParts {
  /**
   * Joined to `{name: 'pkg', version: '1.1.0'}` (of a previous version: `1.0.0`); text stands as it is, and must hold
   * both.
   */
  readonly manifest?: object | string;
  /** Beside package.json. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What is kept of the files. @default as a review keeps them */
  readonly keep?: FileLimits;
  /** @default 'none' */
  readonly provenance?: ReadVersion['provenance'];
}

export interface AddedParts extends ReadVersionParts {
  /** The closest version that was there. @default there was none, and the package is new */
  readonly previous?: ReadVersionParts;
  /** Further versions that were there; `previous` is one in any case. */
  readonly versions?: readonly string[];
  /** meta.json after the change. */
  readonly meta?: object;
  /** meta.json before it. @default as after it, unless the package is new */
  readonly metaBefore?: object;
}

/** A version that a change adds. */
export async function addedVersion(parts: AddedParts = {}): Promise<AddedVersion> {
  const { tarball, ...read } = await readVersion(parts, '1.1.0');
  const { name } = tarball;
  const previous =
    parts.previous &&
    (await readVersion({ ...parts.previous, manifest: named(name, parts.previous) }, '1.0.0'));
  const there = [previous?.version, ...(parts.versions ?? []).map(version)].filter(
    (each) => each !== undefined,
  );
  const isNew = there.length === 0 && parts.metaBefore === undefined;
  const held = (versions: readonly Version[], meta: object | undefined): HeldPackage =>
    versions.length === 0 && meta === undefined
      ? absentPackage(name)
      : heldPackageOf({
          name,
          files: versions.map((each) => ({ path: pathOf(name, each), version: each })),
          provenances: [],
          meta: meta && encode(meta),
        });
  const before = held(there, parts.metaBefore ?? (isNew ? undefined : parts.meta));
  const after = held([...there, tarball.version], parts.meta);
  return { ...read, tarball, name, previous, pkg: { name, isNew, before, after } };
}

/** The object has the package's name unless it says another; text stands as it is. */
function named(name: PackageName, { manifest = {} }: ReadVersionParts): object | string {
  return typeof manifest === 'string' ? manifest : { name, ...manifest };
}

async function readVersion(parts: ReadVersionParts, byDefault: string): Promise<ReadVersion> {
  const { manifest = {}, files = {}, keep = fileLimits, provenance = 'none' } = parts;
  const full =
    typeof manifest === 'string' ? manifest : { name: 'pkg', version: byDefault, ...manifest };
  const bytes = packageTarball({ manifest: full, files });
  const { tarball, problems } = await inspectTarball(bytes, { path: 'pkg.tgz' });
  if (tarball === undefined) throw new TypeError(`not sound: ${JSON.stringify(problems)}`);
  const path = pathOf(tarball.name, tarball.version);
  return {
    version: tarball.version,
    path,
    tarball,
    files: await readArchiveFiles(bytes, { keep }),
    provenance,
  };
}

function pathOf(name: PackageName, version: Version): string {
  return `packages/${name}/${tarballNameOf(name, version)}`;
}

export interface ContextParts {
  readonly policy?: Partial<ReviewPolicy>;
  /** Names that there were. @default those of `registry` and `manifests` */
  readonly names?: readonly string[];
  /** Versions after the change, by name. */
  readonly registry?: Readonly<Record<string, readonly string[]>>;
  /** package.json of the highest version that there was, by name. */
  readonly manifests?: Readonly<Record<string, JsonObject | 'unread'>>;
  /** Names of the public registry, or what asking it comes to. @default nobody asks it */
  readonly upstream?: readonly string[] | Error;
}

/** What the checks may ask for; a registry without packages by default. */
export function reviewContext(parts: ContextParts = {}): ReviewContext {
  const registry = new Map(Object.entries(parts.registry ?? {}));
  const manifests = new Map(Object.entries(parts.manifests ?? {}));
  const names = parts.names ?? [...new Set([...registry.keys(), ...manifests.keys()])];
  return {
    policy: {
      levels: {},
      scopes: undefined,
      upstream: parts.upstream !== undefined,
      automerge: {
        enabled: false,
        newNameHours: 72,
        newVersionMinutes: 10,
        blockingLabels: ['hold'],
      },
      ...parts.policy,
    },
    names: names.map(packageName),
    versionsOf: (name) =>
      Promise.resolve(registry.get(name)?.map(version).toSorted(compareVersions)),
    manifestOf: (name) => Promise.resolve(manifests.get(name)),
    tarballOf: () => Promise.resolve(undefined),
    publint: runPublint,
    existsUpstream: existsUpstreamOf(parts.upstream),
  };
}

/** In a thread of its own. */
export async function runPublint(
  version: Parameters<RunPublint>[0],
  options: Parameters<typeof createPublint>[0] = {},
): ReturnType<RunPublint> {
  const publint = createPublint(options);
  return publint.run(version).finally(publint.close);
}

function existsUpstreamOf(upstream: ContextParts['upstream']): ReviewContext['existsUpstream'] {
  if (upstream === undefined) return undefined;
  return (name) =>
    upstream instanceof Error ? Promise.reject(upstream) : Promise.resolve(upstream.includes(name));
}
