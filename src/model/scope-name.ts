import { isPlainName } from './user-name.ts';

/** A scope without its `@`: the name of a file in orgs/. */
export type ScopeName = string & { readonly __brand: 'ScopeName' };

/** The scope, or `undefined`; the characters of a user name, because npm lets users own scopes. */
export function scopeNameOf(value: unknown): ScopeName | undefined {
  // The check is what the brand stands for.
  return isPlainName(value) ? (value as ScopeName) : undefined;
}
