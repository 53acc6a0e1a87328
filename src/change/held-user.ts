// What the repository holds of a user's profile before a change.
import type { JsonObject } from '../json.ts';
import type { UserName } from '../model/user-name.ts';
import { parseUsers, type User } from '../model/users.ts';
import type { FileBytes } from '../source/snapshot.ts';
import type { ChangedFile } from './change.ts';
import { damagedFile, editFile, type FileFault } from './edit-file.ts';

/** Made by `heldUserOf` only: its file can be read. */
export interface HeldUser {
  readonly login: UserName;
  /** `undefined` where there is no file. */
  readonly user: User | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** `bytes` of users/<login>.json; `undefined` when there is none. Throws USER_INVALID. */
export function heldUserOf(login: UserName, bytes: FileBytes | undefined): HeldUser {
  if (bytes === undefined) return { login, user: undefined, bytes };
  const { user, fault } = readUser(login, bytes);
  if (fault !== undefined) throw damagedFile(fault);
  return { login, user, bytes: typeof bytes === 'object' ? bytes : undefined };
}

/** users/<login>.json with the edit. Throws USER_INVALID for one that a build could not read. */
export function editUser(
  { login, bytes }: HeldUser,
  edit: (user: JsonObject) => JsonObject,
): readonly ChangedFile[] {
  const check = (edited: FileBytes): FileFault | undefined => readUser(login, edited).fault;
  return editFile({ path: userPathOf(login), bytes, edit, check });
}

export function userPathOf(login: UserName): string {
  return `users/${login}.json`;
}

function readUser(
  login: UserName,
  bytes: FileBytes,
): { readonly user: User | undefined; readonly fault: FileFault | undefined } {
  const { users, problems } = parseUsers([{ path: userPathOf(login), bytes }]);
  const [problem] = problems;
  const fault = problem === undefined ? undefined : { ...problem, code: 'USER_INVALID' as const };
  return { user: users.get(login), fault };
}
