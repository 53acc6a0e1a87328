// npm dist-tag add | rm
import type { DistTag } from '../dist-tag.ts';
import { StillpackError } from '../errors.ts';
import { defaultMeta } from '../model/meta.ts';
import { folderOf } from '../source/package-path.ts';
import type { Version } from '../version.ts';
import { type Change, type ChangedFile, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { tagsOf } from './computed-tags.ts';
import { editMeta, type HeldPackage, requireVersion } from './held-package.ts';
import { keepingOnly, withKey, withObject } from './json-edit.ts';

/**
 * The tag on another version, or without `version` gone. Nothing to do where it is there already; `latest` on the
 * version that it would have anyway is no longer pinned. Throws VERSION_UNKNOWN, TAG_UNKNOWN, and TAG_INVALID for
 * the removal of `latest`, which npm's registry refuses too.
 */
export function planDistTag({
  pkg,
  tag,
  version,
}: {
  readonly pkg: HeldPackage;
  readonly tag: DistTag;
  readonly version: Version | undefined;
}): Change | undefined {
  return version === undefined ? planRemoval(pkg, tag) : planSetting(pkg, tag, version);
}

function planSetting(pkg: HeldPackage, tag: DistTag, version: Version): Change | undefined {
  requireVersion(pkg, version);
  const { name, meta, versions } = pkg;
  if (tagsOf(meta, versions).get(tag) === version) return undefined;
  const unpinned = tagsOf({ ...meta, distTags: defaultMeta.distTags }, versions);
  const files =
    unpinned.get(tag) === version
      ? withoutTag(pkg, tag)
      : editMeta(pkg, (file) =>
          withObject(file, 'dist-tags', (tags) => withKey(tags, tag, version)),
        );
  return changeOf(files, messageOf(npmCommand('dist-tag', 'add', `${name}@${version}`, tag)));
}

function planRemoval(pkg: HeldPackage, tag: DistTag): Change | undefined {
  const { name, meta } = pkg;
  const path = folderOf(name);
  if (tag === 'latest') {
    throw new StillpackError('TAG_INVALID', 'The tag latest cannot be removed.', {
      path,
      hint: `\`stillpack tag add ${name}@<version> latest\` moves it.`,
    });
  }
  if (!meta.distTags.has(tag)) {
    throw new StillpackError('TAG_UNKNOWN', `${name} has no tag ${tag}.`, {
      path,
      hint: `\`stillpack tag ls ${name}\` lists its tags.`,
    });
  }
  return changeOf(withoutTag(pkg, tag), messageOf(npmCommand('dist-tag', 'rm', name, tag)));
}

function withoutTag(pkg: HeldPackage, tag: DistTag): readonly ChangedFile[] {
  return editMeta(pkg, (file) => keepingOnly(file, 'dist-tags', (name) => name !== tag));
}
