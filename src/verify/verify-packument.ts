// What a packument must say whatever its tarballs hold.
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { type Version, versionOf } from '../version.ts';
import { type Finding, finding } from './finding.ts';

export interface ParsedPackument {
  /** In the packument's order; only those that are objects under a proper version. */
  readonly entries: ReadonlyMap<Version, JsonObject>;
  readonly distTags: JsonObject;
  /** When the version landed that `latest` points at. */
  readonly date: string | undefined;
  readonly findings: readonly Finding[];
}

/** Checks name, versions, dist-tags, times and maintainers. */
export function parsePackument(
  packument: JsonObject,
  { name, path }: { readonly name: PackageName; readonly path: string },
): ParsedPackument {
  const findings: Finding[] = [];
  if (own(packument, 'name') !== name || own(packument, '_id') !== name) {
    findings.push(finding('PACKUMENT_INVALID', path, `It does not name ${name}.`));
  }
  const versions = objectAt(packument, 'versions');
  const distTags = objectAt(packument, 'dist-tags');
  const time = objectAt(packument, 'time');
  const entries = new Map<Version, JsonObject>();
  for (const [key, entry] of Object.entries(versions)) {
    const version = versionOf(key);
    if (version === key && isJsonObject(entry)) entries.set(version, entry);
    else findings.push(finding('PACKUMENT_INVALID', path, `${key} is not a version's entry.`));
  }
  if (entries.size === 0) findings.push(finding('PACKUMENT_INVALID', path, 'It has no version.'));
  if (own(distTags, 'latest') === undefined) {
    findings.push(finding('DIST_TAG_MISSING', path, `${name} has no dist-tag latest.`));
  }
  for (const [tag, version] of Object.entries(distTags)) {
    if (typeof version === 'string' && Object.hasOwn(versions, version)) continue;
    const message = `The dist-tag ${tag} points at ${String(version)}, which is not a version.`;
    findings.push(finding('DIST_TAG_DANGLING', path, message));
  }
  for (const key of ['created', 'modified', ...entries.keys()]) {
    if (isTime(own(time, key))) continue;
    findings.push(finding('TIME_MISSING', path, `${name} has no time for ${key}.`));
  }
  if (!areTimesOf(packument, time, [...entries.keys()])) {
    const message = `The times of ${name} are not those of its versions, or contradict each other.`;
    findings.push(finding('TIME_DIFFERS', path, message));
  }
  const maintainers = own(packument, 'maintainers');
  for (const [version, entry] of entries) {
    if (Array.isArray(maintainers) && isDeepStrictEqual(own(entry, 'maintainers'), maintainers)) {
      continue;
    }
    const message = `${name}@${version} has other maintainers than ${name}.`;
    findings.push(finding('MAINTAINERS_DIFFER', path, message));
  }
  const date = own(time, String(own(distTags, 'latest')));
  return { entries, distTags, date: isTime(date) ? date : undefined, findings };
}

/** ISO 8601 in UTC, whole seconds. */
function isTime(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

/** Nothing but the versions' times, the first of them, and a last change that none comes after. */
function areTimesOf(
  packument: JsonObject,
  time: JsonObject,
  versions: readonly Version[],
): boolean {
  const { created, modified, ...ofVersions } = time;
  const times = Object.values(ofVersions).map(String).toSorted();
  return (
    Object.keys(ofVersions).every((key) => versions.some((version) => version === key)) &&
    own(packument, 'modified') === modified &&
    created === times[0] &&
    String(modified) >= (times.at(-1) ?? '')
  );
}

function objectAt(packument: JsonObject, key: string): JsonObject {
  const value = own(packument, key);
  return isJsonObject(value) ? value : {};
}
