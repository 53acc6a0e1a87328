// What the accounts file holds, and its text.
import { compareText } from '../compare.ts';
import { type UserName, userNameOf } from '../model/user-name.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { parseJson } from '../parse-json.ts';
import { createSchemaCheck, describeFault } from '../schema.ts';
import { accountsSchema } from './accounts-schema.ts';
import { type Cidr, cidrOf } from './cidr.ts';
import type { StoredPassword } from './password-hash.ts';

export interface StoredUser {
  readonly login: UserName;
  readonly password: StoredPassword;
  readonly email?: string | undefined;
  /** ISO 8601, in UTC; so are all times here. */
  readonly created: string;
}

/**
 * `login`: made by a login, `personal`: asked for by its user, `oidc`: exchanged for a CI's id token. Only one of CI
 * may belong to a login that is no user.
 */
export type TokenKind = 'login' | 'personal' | 'oidc';

export interface StoredToken {
  /** Names the token in lists; no secret. */
  readonly key: string;
  /** Of the token's text, which is kept nowhere. */
  readonly sha256: string;
  readonly login: UserName;
  readonly kind: TokenKind;
  readonly name?: string | undefined;
  readonly readonly: boolean;
  /** From where it may be used; empty: from everywhere. */
  readonly cidr: readonly Cidr[];
  /** It may publish these and do nothing else; absent: all that its user may do. */
  readonly packages?: readonly PackageName[] | undefined;
  readonly created: string;
  readonly expires?: string | undefined;
}

export interface StoredAccounts {
  readonly users: ReadonlyMap<UserName, StoredUser>;
  /** By the SHA-256 of the token. */
  readonly tokens: ReadonlyMap<string, StoredToken>;
}

export const noAccounts: StoredAccounts = { users: new Map(), tokens: new Map() };

const check = createSchemaCheck(accountsSchema);

/** The accounts, or what is wrong with the file, to follow its name; a fault never quotes what the file holds. */
export function parseAccounts(
  bytes: Uint8Array,
): { readonly accounts: StoredAccounts } | { readonly fault: string } {
  const { value, fault } = parseJson(bytes);
  // What the parser says of it may hold a part of a hash.
  if (fault !== undefined) return { fault: 'is not JSON in UTF-8' };
  const [first] = check(value);
  if (first !== undefined)
    return { fault: `is not an accounts file: ${describeFault('it', first)}` };
  // What the schema checked is what this type says, but for the names, which come next.
  return accountsOf(value as { readonly users: StoredUser[]; readonly tokens: StoredToken[] });
}

function accountsOf(file: {
  readonly users: readonly StoredUser[];
  readonly tokens: readonly StoredToken[];
}): { readonly accounts: StoredAccounts } | { readonly fault: string } {
  const users = new Map(file.users.map((user) => [user.login, user]));
  const tokens = new Map(file.tokens.map((token) => [token.sha256, token]));
  const wrongUser = file.users.findIndex(({ login }) => userNameOf(login) === undefined);
  if (wrongUser >= 0) return { fault: `has no user name in "users.${wrongUser}.login"` };
  const wrongToken = file.tokens.findIndex((token) => !isSound(token, users));
  if (wrongToken >= 0) {
    return { fault: `has a name, a network or a user that is none in "tokens.${wrongToken}"` };
  }
  const logins = new Set(file.users.map(({ login }) => login.toLowerCase()));
  if (logins.size < file.users.length) return { fault: 'has a user twice' };
  const keys = new Set(file.tokens.map(({ key }) => key));
  if (Math.min(keys.size, tokens.size) < file.tokens.length) return { fault: 'has a token twice' };
  return { accounts: { users, tokens } };
}

function isSound(token: StoredToken, users: ReadonlyMap<UserName, StoredUser>): boolean {
  return (
    userNameOf(token.login) !== undefined &&
    (token.kind === 'oidc' || users.has(token.login)) &&
    token.cidr.every((cidr) => cidrOf(cidr) !== undefined) &&
    (token.packages ?? []).every((name) => packageNameOf(name) !== undefined)
  );
}

/** Sorted, so that a person finds what a write changed. */
export function accountsText({ users, tokens }: StoredAccounts): string {
  const file = {
    format: 1,
    users: [...users.values()].sort((a, b) => compareText(a.login, b.login)),
    tokens: [...tokens.values()].sort(byCreation),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Oldest first. */
export function byCreation(a: StoredToken, b: StoredToken): number {
  return compareText(a.created, b.created) || compareText(a.key, b.key);
}

/** A time that cannot be read has passed. */
export function isExpired({ expires }: Pick<StoredToken, 'expires'>, now: Date): boolean {
  return expires !== undefined && !(now.getTime() < Date.parse(expires));
}
