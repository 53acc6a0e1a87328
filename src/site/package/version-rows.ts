// All versions of a package, the newest first, as the table on its page has them.
import { formatBytes } from '../../amounts.ts';
import type { Package, PackageVersion, Person } from '../../model/package.ts';
import { isPrerelease, type Version } from '../../version.ts';
import type { PersonView } from './people-views.ts';
import { clip, type ListLimits, takeWithin } from './take-within.ts';

export interface VersionRow {
  readonly version: Version;
  readonly href: string;
  readonly date: string;
  readonly size: string;
  readonly tags: readonly string[];
  readonly publisher: string;
  readonly publisherHref: string | undefined;
  readonly prerelease: boolean;
  readonly deprecated: boolean;
}

export interface VersionTable {
  readonly rows: readonly VersionRow[];
  /** Versions that the table leaves out: a script may show them. */
  readonly left: number;
}

interface VersionViews {
  readonly hrefOf: (version: Version) => string;
  readonly personOf: (person: Person) => PersonView;
}

/** Code points. */
const longestPublisher = 30;

/** Publishers count as well for the limits, but not one who published the version above, too. */
export function versionTable(
  pkg: Package,
  limits: ListLimits,
  { hrefOf, personOf }: VersionViews,
): VersionTable {
  const tags = tagsByVersion(pkg);
  const publishers = new Map<string, PersonView>();
  const publisherOf = ({ publisher }: PackageVersion): PersonView => {
    const known = publishers.get(publisher.name);
    if (known !== undefined) return known;
    const made = personOf(publisher);
    const view = { ...made, text: clip(made.text, longestPublisher) };
    publishers.set(publisher.name, view);
    return view;
  };
  let above = '';
  const { shown, left } = takeWithin(pkg.versions.toReversed(), limits, (each) => {
    const { text } = publisherOf(each);
    const isSame = text === above;
    above = text;
    return isSame ? each.version : each.version + text;
  });
  const rows = shown.map((each) => {
    const publisher = publisherOf(each);
    return {
      version: each.version,
      href: hrefOf(each.version),
      date: dayOf(each.time),
      size: formatBytes(each.fragment.unpackedSize),
      tags: tags.get(each.version) ?? [],
      publisher: publisher.text,
      publisherHref: publisher.href,
      prerelease: isPrerelease(each.version),
      deprecated: each.deprecated !== undefined,
    };
  });
  return { rows, left };
}

const maxTags = 25;
const longestTag = 40;

/** The tags of each version, in the package's order; of very many the first. */
export function tagsByVersion(pkg: Package): ReadonlyMap<Version, readonly string[]> {
  const tags = new Map<Version, string[]>();
  for (const [tag, version] of [...pkg.distTags].slice(0, maxTags)) {
    const known = tags.get(version);
    const text = clip(tag, longestTag);
    if (known === undefined) tags.set(version, [text]);
    else known.push(text);
  }
  return tags;
}

export interface TombstoneRow {
  readonly version: string;
  readonly date: string | undefined;
  readonly reason: string | undefined;
}

export interface TombstoneTable {
  readonly rows: readonly TombstoneRow[];
  readonly left: number;
}

const tombstoneLimits: ListLimits = { count: 50, bytes: 800 };

/** Versions that were unpublished, in the order of meta.json. */
export function tombstoneTable({ unpublished }: Package): TombstoneTable {
  const all = [...unpublished].map(([version, { reason, time }]) => ({
    version: clip(version, 60),
    date: time === undefined ? undefined : dayOf(time),
    reason: reason === undefined ? undefined : clip(reason, 200),
  }));
  const { shown, left } = takeWithin(
    all,
    tombstoneLimits,
    ({ version, reason }) => version + (reason ?? ''),
  );
  return { rows: shown, left };
}

/** `2024-05-01` */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}
