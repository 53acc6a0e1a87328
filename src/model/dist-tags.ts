import { compareText } from '../compare.ts';
import { type DistTag, distTagOf } from '../dist-tag.ts';
import { problem, type Problem } from '../problems.ts';
import { isPrerelease, type Version, versionOf } from '../version.ts';

// What distTagOf gives for the same text.
const latestTag = 'latest' as DistTag;

/** The little of a version that decides what `latest` is. */
export interface TagCandidate {
  readonly version: Version;
  readonly deprecated: string | undefined;
}

/**
 * `latest`: the highest stable version that is not deprecated, else the highest stable one, else the highest.
 * `undefined` when there is none.
 */
export function computeLatest(versions: readonly TagCandidate[]): Version | undefined {
  const stable = versions.filter(({ version }) => !isPrerelease(version));
  const best =
    stable.findLast(({ deprecated }) => deprecated === undefined) ??
    stable.at(-1) ??
    versions.at(-1);
  return best?.version;
}

/**
 * The package's tags: meta.json's, and `latest`, which a tag there pins. `latest` first, then by name.
 *
 * A tag never points at a version that is not there. META_STALE for one whose name or version can never be right;
 * a version that is only left out of this build is reported as its own problem.
 */
export function distTagsOf({
  path,
  tags,
  versions,
  claimed,
}: {
  /** Of meta.json. */
  readonly path: string;
  /** As meta.json has them. */
  readonly tags: ReadonlyMap<string, string>;
  /** In semver order, ascending. */
  readonly versions: readonly TagCandidate[];
  /** Every version that a file of the folder stands for, left out or not. */
  readonly claimed: ReadonlySet<Version>;
}): { readonly distTags: ReadonlyMap<DistTag, Version>; readonly problems: readonly Problem[] } {
  const present = new Set(versions.map(({ version }) => version));
  const problems: Problem[] = [];
  const found = new Map<DistTag, Version>();
  for (const [name, target] of tags) {
    const tag = distTagOf(name);
    const version = versionOf(target);
    if (tag !== undefined && version !== undefined && present.has(version)) {
      found.set(tag, version);
    } else if (tag === undefined || version === undefined || !claimed.has(version)) {
      const why =
        tag === undefined ? 'is not a valid tag' : `points at ${target}, which is not there`;
      problems.push(problem('META_STALE', path, `"dist-tags.${name}" in ${path} ${why}.`));
    }
  }
  const latest = found.get(latestTag) ?? computeLatest(versions);
  const others = [...found].filter(([tag]) => tag !== latestTag);
  return {
    distTags: new Map([
      ...(latest === undefined ? [] : [[latestTag, latest] as const]),
      ...others.sort(([a], [b]) => compareText(a, b)),
    ]),
    problems,
  };
}
