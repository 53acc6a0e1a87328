// Trusted publishers: what `npm trust` is elsewhere.
import { StillpackError } from '../errors.ts';
import { own } from '../json.ts';
import {
  trustedPublisherEntryOf,
  trustKeyOf,
  type TrustedPublisher,
} from '../model/trusted-publishers.ts';
import { folderOf } from '../source/package-path.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, stillpackCommand } from './command-message.ts';
import { editMeta, type HeldPackage } from './held-package.ts';
import { withKey, withoutKeys } from './json-edit.ts';

/**
 * Lets workflows publish a package, or no longer. Nothing to do for one that is trusted already. Throws
 * PUBLISHER_UNKNOWN for the removal of one that is not, letter by letter, and META_INVALID for more than a file may have.
 */
export function planTrust({
  pkg,
  add,
  remove,
}: {
  readonly pkg: HeldPackage;
  readonly add: readonly TrustedPublisher[];
  readonly remove: readonly TrustedPublisher[];
}): Change | undefined {
  const held = pkg.meta.trustedPublishers.map(trustKeyOf);
  const stranger = remove.find((publisher) => !held.includes(trustKeyOf(publisher)));
  if (stranger !== undefined) throw publisherUnknown(pkg, stranger);
  const leaving = remove.map(trustKeyOf);
  const coming = new Map(add.map((publisher) => [trustKeyOf(publisher), publisher]));
  for (const key of held) coming.delete(key);
  if (leaving.length === 0 && coming.size === 0) return undefined;
  const files = editMeta(pkg, (meta) => {
    const listed = own(meta, 'trustedPublishers');
    // One text for each of `held`, in the same order, as somebody wrote it.
    const texts: readonly unknown[] = Array.isArray(listed) ? listed : [];
    const stay = texts.filter((_, index) => !leaving.includes(held[index] ?? ''));
    const publishers = [...stay, ...[...coming.values()].map(trustedPublisherEntryOf)];
    return publishers.length === 0
      ? withoutKeys(meta, 'trustedPublishers')
      : withKey(meta, 'trustedPublishers', publishers);
  });
  const commands = [
    ...remove.map((publisher) => commandOf('rm', pkg, publisher)),
    ...[...coming.values()].map((publisher) => commandOf('add', pkg, publisher)),
  ];
  return changeOf(files, messageOf(commands[0] ?? '', commands.slice(1).join('\n')));
}

/** `github acme/ui publish.yml, environment npm, ref refs/tags/v*`. */
export function publisherText(publisher: TrustedPublisher): string {
  const { issuer, repository, workflow, ...conditions } = trustedPublisherEntryOf(publisher);
  const more = Object.entries<string>(conditions).map(([key, value]) => `${key} ${value}`);
  return [`${issuer} ${repository} ${workflow}`, ...more].join(', ');
}

function commandOf(verb: string, { name }: HeldPackage, publisher: TrustedPublisher): string {
  const entry = Object.entries<string>({ ...trustedPublisherEntryOf(publisher) });
  const options = entry.flatMap(([key, value]) => [
    key === 'ownerId' ? '--owner-id' : `--${key}`,
    value,
  ]);
  return stillpackCommand('trust', verb, name, ...options);
}

function publisherUnknown(
  { name, meta }: HeldPackage,
  publisher: TrustedPublisher,
): StillpackError {
  const listed = meta.trustedPublishers.map(publisherText).join('; ');
  const message = `${name} does not trust ${publisherText(publisher)}.`;
  return new StillpackError('PUBLISHER_UNKNOWN', message, {
    path: folderOf(name),
    hint:
      listed === ''
        ? 'It trusts nobody; there is nothing to remove.'
        : `Say all that is said of it; \`stillpack trust ls ${name}\` lists: ${listed}.`,
  });
}
