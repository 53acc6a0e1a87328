import Range from 'semver/classes/range.js';
import SemVer from 'semver/classes/semver.js';
import { problem, type Problem } from '../problems.ts';
import { type Version, versionOf } from '../version.ts';
import { cutText } from './cut-text.ts';
import type { Deprecation } from './meta.ts';

/** Code points. A range repeats its message in each of its versions. */
export const longestMessage = 2048;

const loose = { loose: true, includePrerelease: true };

/**
 * What meta.json says against each version. Ranges match as `npm deprecate` 11 matches them: prereleases are
 * included. A version's own entry wins over any range, and of two ranges the later; an empty message is none.
 * META_STALE for an entry that matches no version, DEPRECATION_LIMIT for one whose message is cut.
 */
export function deprecationsOf({
  path,
  entries,
  versions,
}: {
  /** Of meta.json. */
  readonly path: string;
  readonly entries: readonly Deprecation[];
  readonly versions: readonly Version[];
}): { readonly messages: ReadonlyMap<Version, string>; readonly problems: readonly Problem[] } {
  const exactLast = entries.toSorted((a, b) => rankOf(a) - rankOf(b));
  const known = new Map(versions.map((version) => [version, new SemVer(version)]));
  const messages = new Map<Version, string>();
  const problems: Problem[] = [];
  for (const { range, message } of exactLast) {
    const matches = versionsIn(range, known);
    const cut = cutText(message, longestMessage);
    for (const version of matches) messages.set(version, cut);
    if (matches.length === 0) {
      const text = `"deprecated" in ${path} names ${range}, which is no version of the package.`;
      problems.push(problem('META_STALE', path, text));
    } else if (cut !== message) {
      const text = `The message for ${range} in "deprecated" of ${path} is cut after ${longestMessage} characters.`;
      problems.push(problem('DEPRECATION_LIMIT', path, text));
    }
  }
  for (const [version, message] of messages) if (message === '') messages.delete(version);
  return { messages, problems };
}

function versionsIn(range: string, known: ReadonlyMap<Version, SemVer>): readonly Version[] {
  const exact = versionOf(range);
  if (exact !== undefined) return known.has(exact) ? [exact] : [];
  const compiled = new Range(range, loose);
  return [...known].flatMap(([version, parsed]) => (compiled.test(parsed) ? [version] : []));
}

function rankOf({ range }: Deprecation): number {
  return versionOf(range) === undefined ? 0 : 1;
}
