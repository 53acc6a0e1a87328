import { deprecationsOf } from '../model/deprecations.ts';
import { distTagsOf } from '../model/dist-tags.ts';
import type { Meta } from '../model/meta.ts';
import { compareVersions, type Version } from '../version.ts';

/** The tags that a build would give a package with this meta.json and these versions, in any order. */
export function tagsOf(meta: Meta, versions: readonly Version[]): ReadonlyMap<string, Version> {
  const all = [...new Set(versions)]
    .filter((version) => !meta.unpublished.has(version))
    .sort(compareVersions);
  // Only a problem would name the file.
  const path = 'meta.json';
  const { messages } = deprecationsOf({ path, entries: meta.deprecated, versions: all });
  return distTagsOf({
    path,
    tags: meta.distTags,
    versions: all.map((version) => ({ version, deprecated: messages.get(version) })),
    claimed: new Set(all),
  }).distTags;
}
