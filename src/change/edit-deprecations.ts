// The entries of `deprecated` in meta.json, changed as little as makes them say what is asked.
import semver from 'semver';
import { deprecationsOf } from '../model/deprecations.ts';
import type { Deprecation } from '../model/meta.ts';
import { type Version, versionOf } from '../version.ts';

type Entries = readonly Deprecation[];

/** What the entries say of each version; a version that is not deprecated is not there. */
export function messagesOf(
  entries: Entries,
  versions: readonly Version[],
): ReadonlyMap<Version, string> {
  return deprecationsOf({ path: 'meta.json', entries, versions }).messages;
}

/** The versions that a version or range stands for. */
export function versionsMatching(
  range: string,
  versions: readonly Version[],
): ReadonlySet<Version> {
  return new Set(messagesOf([{ range, message: 'matches' }], versions).keys());
}

/**
 * The entries by which each version in `range` has the message, an empty one none, and every other version what it
 * had. A range is written as one, and so holds for versions to come; entries that it leaves without effect go.
 */
export function withDeprecation(
  entries: Entries,
  asked: Deprecation,
  versions: readonly Version[],
): Entries {
  const version = versionOf(asked.range);
  return version === undefined
    ? withRange(entries, asked, versions)
    : withVersion(entries, { version, message: asked.message, versions });
}

function withVersion(
  entries: Entries,
  asked: {
    readonly version: Version;
    readonly message: string;
    readonly versions: readonly Version[];
  },
): Entries {
  const { version, message, versions } = asked;
  const says = (each: Entries): boolean =>
    (messagesOf(each, versions).get(version) ?? '') === message;
  if (says(entries)) return entries;
  const others = entries.filter(({ range }) => versionOf(range) !== version);
  if (says(others)) return others;
  const own = { range: version, message };
  return entries.some(({ range }) => range === version)
    ? entries.flatMap((entry) =>
        entry.range === version ? [own] : versionOf(entry.range) === version ? [] : [entry],
      )
    : [...others, own];
}

function withRange(entries: Entries, asked: Deprecation, versions: readonly Version[]): Entries {
  const { range, message } = asked;
  const matched = versionsMatching(range, versions);
  const says = (each: Entries): boolean => {
    const messages = messagesOf(each, versions);
    return [...matched].every((version) => (messages.get(version) ?? '') === message);
  };
  const own = { range: keyOf(range), message };
  const isThere = entries.some(
    (each) => keyOf(each.range) === own.range && each.message === message,
  );
  if (says(entries) && (isThere || message === '')) return entries;
  const others = entries.filter((entry) => !isWithin(entry, { range, matched, versions }));
  const left = message === '' && says(others) ? others : [...others, own];
  // Nothing is left that they could lift.
  return left.every((entry) => entry.message === '') ? [] : left;
}

/** Whether the entry says nothing of any version, there or to come, that is not in the range. */
function isWithin(
  { range }: Deprecation,
  whole: {
    readonly range: string;
    readonly matched: ReadonlySet<Version>;
    readonly versions: readonly Version[];
  },
): boolean {
  const version = versionOf(range);
  if (version !== undefined) return whole.matched.has(version);
  const options = { loose: true, includePrerelease: true };
  return (
    semver.subset(range, whole.range, options) &&
    [...versionsMatching(range, whole.versions)].every((each) => whole.matched.has(each))
  );
}

/** Of two ranges the later counts, and JavaScript puts keys like `1` first in an object: `1.x` says the same. */
function keyOf(range: string): string {
  return /^\d+$/.test(range) ? `${range}.x` : range;
}
