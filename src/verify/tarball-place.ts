// Where a version's tarball is said to be: at its place in this registry, or on another host.
import type { HostPreset } from '../host/host-preset.ts';
import { hexOfSha512 } from '../integrity.ts';
import { type JsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { tarballNameOf } from '../tarball-name.ts';
import type { Version } from '../version.ts';

export interface TarballPlace {
  /** `astray`: neither at its place nor on another host. */
  readonly kind: 'here' | 'elsewhere' | 'astray';
  /** What `dist.tarball` should be if the tarball is here. */
  readonly expected: string;
}

/**
 * A URL is `elsewhere` when it is not below the registry's base and the packument says which bytes to expect there:
 * so does a pinned pointer that is not copied (`"pointers": "redirect"` in stillpack.json).
 */
export function tarballPlaceOf(
  dist: JsonObject,
  context: {
    readonly preset: HostPreset;
    readonly name: PackageName;
    readonly version: Version;
    /** The registry's public base; `''` when it is not known. */
    readonly base: string;
  },
): TarballPlace {
  const { preset, name, version, base } = context;
  const expected = base + preset.layout.tarballUrl(name, version);
  const url = own(dist, 'tarball');
  if (url === expected) return { kind: 'here', expected };
  const isPinned = hexOfSha512(own(dist, 'integrity')) !== undefined;
  return { kind: isPinned && isForeign(url, base) ? 'elsewhere' : 'astray', expected };
}

function isForeign(url: unknown, base: string): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { href, protocol, username, password } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  if (!isWeb || username !== '' || password !== '') return false;
  return base === '' || !href.startsWith(base);
}

/** In the folder. */
export function tarballPath(preset: HostPreset, name: PackageName, version: Version): string {
  const url = `/${name}/-/${tarballNameOf(name, version)}`;
  return preset.layout.pathsOf({ url, kind: 'tarball', owner: name })[0] ?? '';
}
