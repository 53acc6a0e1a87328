// The words of a command or a request → values that passed their check. Each throws OPTION_INVALID, but for tags.
import semver from 'semver';
import { type DistTag, distTagOf } from '../dist-tag.ts';
import { StillpackError } from '../errors.ts';
import { type ScopeName, scopeNameOf } from '../model/scope-name.ts';
import { type TeamRef, teamRefOf } from '../model/team-name.ts';
import {
  entryFaultOf,
  type TrustedPublisher,
  type TrustedPublisherEntry,
  trustedPublisherOf,
} from '../model/trusted-publishers.ts';
import { type UserName, userNameOf } from '../model/user-name.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { type Version, versionOf } from '../version.ts';

export function parsePackageName(text: string): PackageName {
  return packageNameOf(text) ?? refuse(text, 'is no package name', 'Write left-pad or @acme/ui.');
}

export function parseVersion(text: string): Version {
  return versionOf(text) ?? refuse(text, 'is no version', 'Write a whole version, such as 2.0.0.');
}

/** Throws TAG_INVALID for what no registry could serve as a tag. */
export function parseTag(text: string): DistTag {
  const tag = distTagOf(text);
  if (tag !== undefined) return tag;
  throw new StillpackError('TAG_INVALID', `"${text}" cannot be a dist-tag.`, {
    hint: 'Letters, digits, `.`, `_` and `-`, and nothing that reads as a version or range.',
  });
}

/** As `npm org` 11 takes it, also `@jo`. */
export function parseUserName(text: string): UserName {
  const name = userNameOf(text.replace(/^[~@]/, ''));
  return name ?? refuse(text, 'is no user name', 'Letters, digits, `.`, `_` and `-`.');
}

/** With or without its `@`. */
export function parseScopeName(text: string): ScopeName {
  const name = scopeNameOf(text.replace(/^[~@]/, ''));
  return name ?? refuse(text, 'is no organisation', 'Write acme or @acme.');
}

export function parseTeamRef(text: string): TeamRef {
  return teamRefOf(text) ?? refuse(text, 'is no team', 'Write acme:platform.');
}

/** A user, or a team. */
export function parseMaintainer(text: string): UserName | TeamRef {
  return text.includes(':') ? parseTeamRef(text) : parseUserName(text);
}

export function parseTrustedPublisher(entry: TrustedPublisherEntry): TrustedPublisher {
  const fault = entryFaultOf(entry);
  if (fault === undefined) return trustedPublisherOf(entry);
  const { key, expected } = fault;
  return refuse(entry[key] ?? '', `is no ${key}`, `It ${expected}.`);
}

/** Empty stands for all versions, as in `npm deprecate` 11. */
export function parseRange(text: string): string {
  const range = text.trim() === '' ? '*' : text.trim();
  // 256 is what meta.json may have, and the longest version that semver 7 parses.
  if (range.length <= 256 && semver.validRange(range, { loose: true }) !== null) return range;
  return refuse(text, 'is no version range', 'Write such as 1.0.0, ">=1 <2" or "*".');
}

export interface PackageSpec {
  readonly name: PackageName;
  /** What stands behind the `@`; empty where nothing does. */
  readonly rest: string;
}

/** `@acme/ui`, `@acme/ui@2.0.0`, `left-pad@<2`. */
export function parsePackageSpec(text: string): PackageSpec {
  const at = text.indexOf('@', 1);
  return at === -1
    ? { name: parsePackageName(text), rest: '' }
    : { name: parsePackageName(text.slice(0, at)), rest: text.slice(at + 1) };
}

function refuse(text: string, what: string, hint: string): never {
  throw new StillpackError('OPTION_INVALID', `"${text}" ${what}.`, { hint });
}
