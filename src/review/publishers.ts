// Who makes a change, as far as the registry knows them.
import { type Directory, userOfAuthor } from '../model/directory.ts';
import type { UserName } from '../model/user-name.ts';
import type { Author } from '../source/landing.ts';

export interface Publisher {
  /** As the forge or the commit has it. */
  readonly label: string;
  /** `undefined` for somebody who is no user of the registry. */
  readonly user: UserName | undefined;
}

/**
 * The account that opened the pull request, by `forge` in users/, where it is known; else everybody who wrote a commit,
 * by address.
 */
export function publishersOf(
  directory: Directory,
  {
    account,
    authors,
  }: { readonly account: string | undefined; readonly authors: readonly Author[] },
): readonly Publisher[] {
  if (account !== undefined) {
    const named = [...directory.users.values()].filter(
      ({ forge }) => forge?.toLowerCase() === account.toLowerCase(),
    );
    // An account that two profiles claim is nobody's.
    const user = named.length === 1 ? named[0]?.login : undefined;
    return [{ label: account, user }];
  }
  return authors.map((author) => ({
    label: `${author.name} <${author.email}>`,
    user: userOfAuthor(directory, author)?.login,
  }));
}
