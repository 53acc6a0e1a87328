// What meta.json says of versions that are gone, and no longer says.
import { type JsonObject, own } from '../json.ts';
import type { TombstoneEntry } from '../model/meta.ts';
import { type Version, versionOf } from '../version.ts';
import { versionsMatching } from './edit-deprecations.ts';
import type { HeldPackage } from './held-package.ts';
import { keepingOnly, withKey, withObject, withoutKeys } from './json-edit.ts';

/** With those tombstones; one that is there already is replaced. */
export function withTombstones(
  meta: JsonObject,
  tombstones: ReadonlyMap<Version, TombstoneEntry>,
): JsonObject {
  if (tombstones.size === 0) return meta;
  return withObject(meta, 'unpublished', (there) =>
    [...tombstones].reduce(
      (object, [version, entry]) => withKey(object, keyOf(object, version), entry),
      there,
    ),
  );
}

/** As the file spells the version: `v1.0.0` is 1.0.0. */
function keyOf(object: JsonObject, version: Version): string {
  if (own(object, version) !== undefined) return version;
  return Object.keys(object).find((key) => versionOf(key) === version) ?? version;
}

/** What says something about versions, or about a package that has some. */
export function withoutVersions(meta: JsonObject): JsonObject {
  return withoutKeys(meta, 'dist-tags', 'deprecated', 'versions', 'users');
}

/** Without what speaks of versions that are no longer `left`; what was stale before is not judged. */
export function withoutTraces(
  meta: JsonObject,
  pkg: HeldPackage,
  left: readonly Version[],
): JsonObject {
  const isGone = (text: unknown): boolean => {
    const version = versionOf(text);
    return version !== undefined && pkg.versions.includes(version) && !left.includes(version);
  };
  const isIdle = (range: string): boolean =>
    versionsMatching(range, left).size === 0 && versionsMatching(range, pkg.versions).size > 0;
  const withTags = keepingOnly(meta, 'dist-tags', (_tag, target) => !isGone(target));
  const withRanges = keepingOnly(withTags, 'deprecated', (range) => !isIdle(range));
  return keepingOnly(withRanges, 'versions', (version) => !isGone(version));
}
