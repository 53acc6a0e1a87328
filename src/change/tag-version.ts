// `--tag`: meta.json gets a dist-tag only where the computed value differs from what is asked.
import type { DistTag } from '../dist-tag.ts';
import { StillpackError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { defaultMeta, type Meta } from '../model/meta.ts';
import type { PackageName } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';
import { compareVersions, isPrerelease, type Version, versionOf } from '../version.ts';
import type { ChangedFile } from './change.ts';
import { tagsOf } from './computed-tags.ts';
import { editJson, withKey, withObject } from './json-edit.ts';

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

export interface Tagging {
  readonly files: readonly ChangedFile[];
  /** The version that `latest` is pinned to in each package where another tag's version would have become it. */
  readonly latestKept: readonly TaggedVersion[];
  readonly warnings: readonly Problem[];
}

/**
 * The meta.json files that change so that each version carries the tag; none for a tag that says what is computed
 * anyway. A tag other than `latest` leaves `latest` where it is, as `npm publish --tag` does (npm 11).
 * TAG_PINNED warns when `latest` stays behind. Throws OPTION_INVALID when one tag should name two versions of a
 * package.
 */
export function tagVersions({ versions, packages, tag }: TagRequest): Tagging {
  const files: ChangedFile[] = [];
  const latestKept: TaggedVersion[] = [];
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
    const before = tagsOf(state.meta, state.versions).get('latest');
    const after = tagsOf(state.meta, [...state.versions, version]);
    const edits = new Map<string, Version>();
    if (after.get(tag) !== version) edits.set(tag, version);
    if (tag !== 'latest' && before !== undefined && after.get('latest') !== before) {
      edits.set('latest', before);
      latestKept.push({ name, version: before });
      warnings.push(pinned(path, before));
    }
    if (edits.size === 0) continue;
    const bytes = editJson(state.metaBytes, (meta) => withTags(meta, edits));
    if (bytes !== undefined) files.push({ path, bytes });
  }
  return { files, latestKept, warnings };
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

function withTags(meta: JsonObject, edits: ReadonlyMap<string, Version>): JsonObject {
  return withObject(meta, 'dist-tags', (tags) =>
    [...edits].reduce((edited, [tag, version]) => withKey(edited, tag, version), tags),
  );
}

/** TAG_PINNED when meta.json keeps `latest` on a version below a new stable one. */
function warnPinned(path: string, meta: Meta, named: readonly Version[]): readonly Problem[] {
  const latest = versionOf(meta.distTags.get('latest'));
  if (latest === undefined) return [];
  const above = named.filter((each) => !isPrerelease(each) && compareVersions(each, latest) > 0);
  return above.length === 0 ? [] : [pinned(path, latest)];
}

function pinned(path: string, latest: Version): Problem {
  return problem('TAG_PINNED', path, `"latest" stays ${latest}: ${path} pins it.`);
}

function tagAmbiguous(tag: DistTag, name: PackageName): StillpackError {
  return new StillpackError('OPTION_INVALID', `"${tag}" cannot name several versions of ${name}.`, {
    hint: 'Add the version that gets the tag alone.',
  });
}
