import parse from 'semver/functions/parse.js';
import { compareVersions, isPrerelease, type Version } from '../../version.ts';
import { finding, type Finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';

/** How the number follows those that were there, those added with it among them. Prereleases may follow as they like. */
export function checkVersion(added: AddedVersion): readonly Finding[] {
  if (isPrerelease(added.version)) return [];
  const lower = lowerVersions(added);
  return [
    ...low(added),
    ...(lower.length === 0 ? [] : [...step(added, lower), ...major(added, lower)]),
  ];
}

/** Ascending; those that were taken back, too. */
function lowerVersions({ version, pkg: { after } }: AddedVersion): readonly Version[] {
  return [...after.versions, ...after.meta.unpublished.keys()]
    .filter((other) => compareVersions(other, version) < 0)
    .toSorted(compareVersions);
}

function low({ path, version, pkg: { before, after } }: AddedVersion): readonly Finding[] {
  const highest = before.versions.findLast((other) => !isPrerelease(other));
  if (highest === undefined || compareVersions(version, highest) > 0) return [];
  if ([...after.meta.distTags.values()].includes(version)) return [];
  const message = `${version} is lower than ${highest}, which was there, and no tag is for it.`;
  return [finding('version-low', { path, message })];
}

interface Triple {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

function tripleOf(version: Version): Triple {
  const parsed = parse(version);
  // A version is what that parse gave.
  if (parsed === null) throw new TypeError(`Not a version: ${version}`);
  return parsed;
}

function step({ path, version }: AddedVersion, lower: readonly Version[]): readonly Finding[] {
  const triple = tripleOf(version);
  if (lower.some((other) => isStep(tripleOf(other), triple))) return [];
  const message = `${version} is not the next version after ${String(lower.at(-1))} or any other.`;
  return [finding('version-step', { path, message })];
}

/** To the next patch, minor or major version, or from a prerelease to its version. */
function isStep(from: Triple, to: Triple): boolean {
  if (from.major !== to.major) {
    return from.major + 1 === to.major && to.minor === 0 && to.patch === 0;
  }
  if (from.minor !== to.minor) return from.minor + 1 === to.minor && to.patch === 0;
  return from.patch === to.patch || from.patch + 1 === to.patch;
}

function major(added: AddedVersion, lower: readonly Version[]): readonly Finding[] {
  const { path, version, tarball } = added;
  const triple = tripleOf(version);
  const stable = lower.filter((other) => !isPrerelease(other)).map(tripleOf);
  if (stable.length === 0 || stable.some((other) => areCompatible(other, triple))) return [];
  const { changelog } = tarball;
  if (changelog !== undefined && mentions(changelog.text, triple)) return [];
  const message =
    changelog === undefined
      ? `${version} may break those who use the package, which has no changelog.`
      : `${version} may break those who use the package; ${changelog.fileName} does not mention it.`;
  return [finding('version-major', { path, file: changelog?.fileName, message })];
}

/** As a caret range sees it. */
function areCompatible(a: Triple, b: Triple): boolean {
  return a.major === b.major && (a.major > 0 || a.minor === b.minor);
}

/** `2.0.0`, or `2.0` where that says as much. */
function mentions(text: string, { major, minor, patch }: Triple): boolean {
  const last = patch === 0 ? '(?:\\.0)?' : `\\.${patch}`;
  return new RegExp(`(?<![\\d.])${major}\\.${minor}${last}(?!\\.?\\d|-)`).test(text);
}
