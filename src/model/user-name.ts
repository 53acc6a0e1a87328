/** A user of the registry: the name of a file in users/. Safe as a path segment on every disk. */
export type UserName = string & { readonly __brand: 'UserName' };

/** The name, or `undefined`: letters, digits, `.`, `_`, `-`, first a letter or digit, last not a dot; 128 at most. */
export function userNameOf(value: unknown): UserName | undefined {
  // The check is what the brand stands for.
  return isPlainName(value) ? (value as UserName) : undefined;
}

/** What user, scope and team names have in common. */
export function isPlainName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 128 && plainName.test(value);
}

const plainName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;
