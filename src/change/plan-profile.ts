// npm profile set
import { StillpackError } from '../errors.ts';
import { addressKey, type User } from '../model/users.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { editUser, type HeldUser, userPathOf } from './held-user.ts';
import { withKey, withoutKeys } from './json-edit.ts';

/** What may be set; a field that is not there stays, an empty one is taken out. */
export type ProfileEdit = Readonly<Partial<Record<keyof Omit<User, 'login'>, string>>>;

/** What `npm profile` 11 calls the fields. */
const npmFields = { name: 'fullname', email: 'email', forge: 'github' } as const;

const fields = ['name', 'email', 'forge'] as const;

/**
 * Changes a user's public profile, or begins it. Throws USER_INVALID for what cannot stand in it, and for an address
 * that is another user's: a build would leave both of them out.
 */
export function planProfile({
  user: held,
  edit,
  taken,
}: {
  readonly user: HeldUser;
  readonly edit: ProfileEdit;
  /** The addresses of all other users, as `addressKey` gives them. */
  readonly taken: ReadonlySet<string>;
}): Change | undefined {
  const changed = fields.flatMap((field) => {
    const value = edit[field];
    return value === undefined || value === (held.user?.[field] ?? '') ? [] : [{ field, value }];
  });
  if (changed.length === 0) return undefined;
  const { email } = edit;
  if (email !== undefined && taken.has(addressKey(email))) {
    throw new StillpackError('USER_INVALID', 'Another user has this address.', {
      path: userPathOf(held.login),
      hint: "An address stands in one profile only: commits by it could be either user's.",
    });
  }
  const files = editUser(held, (file) =>
    changed.reduce(
      (object, { field, value }) =>
        value === '' ? withoutKeys(object, field) : withKey(object, field, value),
      file,
    ),
  );
  const commands = changed.map(({ field, value }) =>
    npmCommand('profile', 'set', npmFields[field], value),
  );
  return changeOf(files, messageOf(commands[0] ?? '', commands.slice(1).join('\n')));
}
