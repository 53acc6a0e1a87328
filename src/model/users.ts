// users/<name>.json: the public profiles, and whose commits are whose.
import { compareText } from '../compare.ts';
import { problem, type Problem } from '../problems.ts';
import { createSchemaCheck } from '../schema.ts';
import type { FileBytes } from '../source/snapshot.ts';
import { parseCheckedJson } from './checked-json.ts';
import type { Person } from './package.ts';
import { type UserName, userNameOf } from './user-name.ts';
import { userSchema } from './user-schema.ts';

export interface User {
  readonly login: UserName;
  /** The name to show. */
  readonly name: string | undefined;
  readonly email: string | undefined;
  /** The account on the forge that hosts the repository. */
  readonly forge: string | undefined;
}

/** A file of the repository, read. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: FileBytes;
}

const checkUser = createSchemaCheck(userSchema);

/**
 * Every valid profile, sorted by login. USER_INVALID leaves a profile out; so does an address that two of them
 * claim, for both, because commits by it could be either's.
 */
export function parseUsers(files: readonly ReadFile[]): {
  readonly users: ReadonlyMap<UserName, User>;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const profiles: { readonly path: string; readonly user: User }[] = [];
  const claims = new Map<string, number>();
  for (const { path, bytes } of files.toSorted((a, b) => compareText(a.path, b.path))) {
    const { user, fault } = parseUser(path, bytes);
    if (user === undefined) {
      problems.push(problem('USER_INVALID', path, fault));
      continue;
    }
    profiles.push({ path, user });
    if (user.email !== undefined) {
      const key = addressKey(user.email);
      claims.set(key, (claims.get(key) ?? 0) + 1);
    }
  }
  const users = new Map<UserName, User>();
  for (const { path, user } of profiles) {
    if (user.email !== undefined && claims.get(addressKey(user.email)) !== 1) {
      const message = `"email" in ${path} also stands in another file below users/.`;
      problems.push(problem('USER_INVALID', path, message));
    } else {
      users.set(user.login, user);
    }
  }
  return { users, problems };
}

type ParsedUser =
  | { readonly user: User; readonly fault?: undefined }
  | { readonly fault: string; readonly user?: undefined };

function parseUser(path: string, bytes: FileBytes): ParsedUser {
  const login = userNameOf(fileStem(path));
  if (login === undefined) return { fault: `${path} is not named after a user.` };
  const { object, fault } = parseCheckedJson(path, bytes, checkUser);
  if (object === undefined) return { fault };
  // The schema is what this type stands for.
  const { name, email, forge } = object as Partial<Record<'name' | 'email' | 'forge', string>>;
  return { user: { login, name, email, forge } };
}

/** `mira` of `users/mira.json`. */
export function fileStem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, '');
}

/** Addresses that differ in the case of ASCII letters only are one: git and forges write them either way. */
export function addressKey(email: string): string {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** npm's person for a user. */
export function personOf(user: User): Person {
  return user.email === undefined ? { name: user.login } : { name: user.login, email: user.email };
}
