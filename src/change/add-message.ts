import type { DistTag } from '../dist-tag.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';

export interface PublishedVersion {
  readonly name: PackageName;
  readonly version: Version;
}

/**
 * `Publish @acme/ui 2.0.0`; for several, a subject that counts them and a list.
 * `tagged` holds versions that were there before and only got the tag; `latestKept`, what `latest` goes on to be.
 */
export function createAddMessage({
  published,
  tagged,
  latestKept,
  tag,
}: {
  readonly published: readonly PublishedVersion[];
  readonly tagged: readonly PublishedVersion[];
  readonly latestKept: readonly PublishedVersion[];
  readonly tag: DistTag | undefined;
}): string {
  const verb = published.length > 0 ? 'Publish' : 'Tag';
  const suffix = tag === undefined ? '' : ` as ${tag}`;
  const all = [...published, ...tagged];
  const kept = latestKept.map(keptLine);
  const [only] = all;
  const [what, list] =
    only !== undefined && all.length === 1
      ? [`${only.name} ${only.version}`, []]
      : [`${all.length} versions`, all.map(({ name, version }) => `- ${name} ${version}\n`)];
  const paragraphs = [list, kept].filter((lines) => lines.length > 0);
  return [`${verb} ${what}${suffix}\n`, ...paragraphs.map((lines) => lines.join(''))].join('\n');
}

/** What a reader of the log might not expect of a version with a tag of its own. */
export function keptLine({ name, version }: PublishedVersion): string {
  return `"latest" of ${name} stays ${version}.\n`;
}
