// What a dependency asks for: the package, and which of its versions.
import maxSatisfying from 'semver/ranges/max-satisfying.js';
import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';

export interface Wanted {
  readonly name: string;
  readonly range: string;
}

/** `npm:other@^1` asks for another package under that name; `undefined` for what comes from no registry. */
export function parseWanted(name: string, spec: string): Wanted | undefined {
  const alias = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@(.*))?$/.exec(spec);
  const wanted =
    alias === null ? { name, range: spec } : { name: alias[1] ?? name, range: alias[2] ?? '' };
  return isRange(wanted.range) ? wanted : undefined;
}

/** `latest` is the tag that the facts speak of; other tags are no range. */
function isRange(range: string): boolean {
  return range === 'latest' || validRange(range, { loose: true }) !== null;
}

/** Whether npm would take the latest version, which it prefers to a higher one. */
export function acceptsLatest(range: string, latest: string): boolean {
  return range === 'latest' || satisfies(latest, range, { loose: true });
}

export function highestOf(versions: readonly string[], range: string): string | undefined {
  return maxSatisfying(versions, range, { loose: true }) ?? undefined;
}
