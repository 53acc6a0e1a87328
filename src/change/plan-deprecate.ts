// npm deprecate | undeprecate
import { StillpackError } from '../errors.ts';
import { longestMessage } from '../model/deprecations.ts';
import type { Deprecation } from '../model/meta.ts';
import { folderOf } from '../source/package-path.ts';
import type { Version } from '../version.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { messagesOf, versionsMatching, withDeprecation } from './edit-deprecations.ts';
import { editMeta, type HeldPackage, versionsHint } from './held-package.ts';
import { withKey, withoutKeys } from './json-edit.ts';
import { parseRange } from './parse-names.ts';

/**
 * Deprecates the versions in `range`, a version or a semver range that is matched as npm 11 does; an empty message
 * lifts what deprecates them. A range is written as one: it also holds for versions to come. Throws VERSION_UNKNOWN
 * where it matches no version, OPTION_INVALID for a message that would be cut or what is no range, and META_INVALID
 * for more ranges than meta.json may have.
 */
export function planDeprecate({
  pkg,
  range: text,
  message,
}: {
  readonly pkg: HeldPackage;
  /** Empty for all versions. */
  readonly range: string;
  readonly message: string;
}): Change | undefined {
  refuseLong(message);
  const range = parseRange(text);
  const { name, versions, meta } = pkg;
  if (versionsMatching(range, versions).size === 0) {
    throw new StillpackError('VERSION_UNKNOWN', `${name} has no version ${range}.`, {
      path: folderOf(name),
      hint: versionsHint(versions),
    });
  }
  const entries = withDeprecation(meta.deprecated, { range, message }, versions);
  return changeTo(pkg, entries, commandsOf(name, [[message, [range]]]));
}

/**
 * Gives each version in `messages` that message, an empty one none, and leaves the others as they are: what a client
 * asks for that sends whole packuments. Only versions are named, since nobody spoke of those to come; all are lifted
 * at once, though. Versions that the package does not have are passed over. Throws as `planDeprecate`.
 */
export function planDeprecations({
  pkg,
  messages,
}: {
  readonly pkg: HeldPackage;
  readonly messages: ReadonlyMap<Version, string>;
}): Change | undefined {
  const { name, versions, meta } = pkg;
  const before = messagesOf(meta.deprecated, versions);
  const byMessage = new Map<string, Version[]>();
  for (const version of versions) {
    const message = messages.get(version);
    if (message === undefined || message === (before.get(version) ?? '')) continue;
    refuseLong(message);
    byMessage.set(message, [...(byMessage.get(message) ?? []), version]);
  }
  const isLifted = versions.every((version) => messages.get(version) === '');
  const groups = isLifted && byMessage.size > 0 ? [['', ['*']] as const] : [...byMessage];
  let entries = meta.deprecated;
  for (const [message, ranges] of groups) {
    for (const range of ranges) {
      entries = withDeprecation(entries, { range, message }, versions);
    }
  }
  return changeTo(pkg, entries, commandsOf(name, groups));
}

function changeTo(
  pkg: HeldPackage,
  entries: readonly Deprecation[],
  message: string,
): Change | undefined {
  if (entries === pkg.meta.deprecated) return undefined;
  const deprecated = Object.fromEntries(entries.map((each) => [each.range, each.message]));
  const files = editMeta(pkg, (file) =>
    entries.length === 0
      ? withoutKeys(file, 'deprecated')
      : withKey(file, 'deprecated', deprecated),
  );
  return changeOf(files, message);
}

/** The longest text that a subject repeats, in code units, and how many versions. */
const shortText = 60;
const fewVersions = 4;

function commandsOf(
  name: string,
  groups: readonly (readonly [string, readonly string[]])[],
): string {
  const [first = '', ...others] = groups.map(([message, ranges]) => {
    const range = ranges.length > fewVersions ? `${ranges.length} versions` : ranges.join(' || ');
    const spec = range === '*' ? name : `${name}@${range}`;
    return message === ''
      ? npmCommand('undeprecate', spec)
      : npmCommand('deprecate', spec, shorten(message));
  });
  const details = groups.flatMap(([message, ranges]) => [
    ranges.length > fewVersions ? ranges.join(' || ') : '',
    shorten(message) === message ? '' : message,
  ]);
  return messageOf(first, others.join('\n'), ...details);
}

function shorten(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > shortText || line !== text ? `${line.slice(0, shortText)}…` : text;
}

function refuseLong(message: string): void {
  if (Array.from(message).length <= longestMessage) return;
  throw new StillpackError('OPTION_INVALID', 'The message is too long.', {
    hint: `${longestMessage} characters at most: every version that it is about repeats it.`,
  });
}
