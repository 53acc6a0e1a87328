// `--tag`: meta.json gets a dist-tag only where the computed value differs from what is asked.
import type { DistTag } from '../dist-tag.ts';
import { StillpackError } from '../errors.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { deprecationsOf } from '../model/deprecations.ts';
import { computeLatest } from '../model/dist-tags.ts';
import { defaultMeta, type Meta } from '../model/meta.ts';
import type { PackageName } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';
import { compareVersions, isPrerelease, type Version, versionOf } from '../version.ts';
import type { ChangedFile } from './change.ts';
import { editJson, withKey } from './json-edit.ts';

/** What the repository holds of a package before the change. */
export interface PackageState {
  /** In any order. */
  readonly versions: readonly Version[];
  readonly meta: Meta;
  /** meta.json as committed; `undefined` when there is none. */
  readonly metaBytes: Uint8Array | undefined;
}

/** A version that the change publishes or tags. */
export interface TaggedVersion {
  readonly name: PackageName;
  readonly version: Version;
}

interface TagRequest {
  readonly versions: readonly TaggedVersion[];
  readonly packages: ReadonlyMap<PackageName, PackageState>;
  readonly tag: DistTag | undefined;
}

/**
 * The meta.json files that change so that each version carries the tag; none for a tag that says what is computed
 * anyway. TAG_PINNED warns when `latest` stays behind. Throws OPTION_INVALID when one tag should name two versions
 * of a package.
 */
export function tagVersions({ versions, packages, tag }: TagRequest): {
  readonly files: readonly ChangedFile[];
  readonly warnings: readonly Problem[];
} {
  const files: ChangedFile[] = [];
  const warnings: Problem[] = [];
  for (const [name, named] of groupByName(versions)) {
    const state = packages.get(name) ?? { versions: [], meta: defaultMeta, metaBytes: undefined };
    const path = `packages/${name}/meta.json`;
    if (tag === undefined) {
      warnings.push(...warnPinned(path, state.meta, named));
      continue;
    }
    const [version] = named;
    if (version === undefined || named.length > 1) throw tagAmbiguous(tag, name);
    if (currentTags(path, state, named).get(tag) === version) continue;
    const bytes = editJson(state.metaBytes, (meta) => withTag(meta, tag, version));
    if (bytes !== undefined) files.push({ path, bytes });
  }
  return { files, warnings };
}

function groupByName(
  versions: readonly TaggedVersion[],
): ReadonlyMap<PackageName, readonly Version[]> {
  const groups = new Map<PackageName, readonly Version[]>();
  for (const { name, version } of versions) {
    groups.set(name, [...(groups.get(name) ?? []), version]);
  }
  return groups;
}

/** The tags as they would be with the new versions and without any edit. */
function currentTags(
  path: string,
  { versions, meta }: PackageState,
  added: readonly Version[],
): ReadonlyMap<string, string> {
  const all = [...new Set([...versions, ...added])].sort(compareVersions);
  const { messages } = deprecationsOf({ path, entries: meta.deprecated, versions: all });
  const latest = computeLatest(
    all.map((version) => ({ version, deprecated: messages.get(version) })),
  );
  return new Map([
    ...(latest === undefined ? [] : [['latest', latest] as const]),
    ...meta.distTags,
  ]);
}

function withTag(meta: JsonObject, tag: DistTag, version: Version): JsonObject {
  const tags = own(meta, 'dist-tags');
  return withKey(meta, 'dist-tags', withKey(isJsonObject(tags) ? tags : {}, tag, version));
}

/** TAG_PINNED when meta.json keeps `latest` on a version below a new stable one. */
function warnPinned(path: string, meta: Meta, named: readonly Version[]): readonly Problem[] {
  const pinned = versionOf(meta.distTags.get('latest'));
  if (pinned === undefined) return [];
  const above = named.filter((each) => !isPrerelease(each) && compareVersions(each, pinned) > 0);
  if (above.length === 0) return [];
  return [problem('TAG_PINNED', path, `"latest" stays ${pinned}: ${path} pins it.`)];
}

function tagAmbiguous(tag: DistTag, name: PackageName): StillpackError {
  return new StillpackError('OPTION_INVALID', `"${tag}" cannot name several versions of ${name}.`, {
    hint: 'Add the version that gets the tag alone.',
  });
}
