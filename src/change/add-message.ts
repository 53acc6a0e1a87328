import type { DistTag } from '../dist-tag.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';

export interface PublishedVersion {
  readonly name: PackageName;
  readonly version: Version;
}

/**
 * `Publish @acme/ui 2.0.0`; for several, a subject that counts them and a list.
 * `tagged` holds versions that were there before and only got the tag.
 */
export function createAddMessage({
  published,
  tagged,
  tag,
}: {
  readonly published: readonly PublishedVersion[];
  readonly tagged: readonly PublishedVersion[];
  readonly tag: DistTag | undefined;
}): string {
  const verb = published.length > 0 ? 'Publish' : 'Tag';
  const suffix = tag === undefined ? '' : ` as ${tag}`;
  const all = [...published, ...tagged];
  const [only] = all;
  if (only !== undefined && all.length === 1) {
    return `${verb} ${only.name} ${only.version}${suffix}\n`;
  }
  const list = all.map(({ name, version }) => `- ${name} ${version}\n`).join('');
  return `${verb} ${all.length} versions${suffix}\n\n${list}`;
}
