// Who makes a change, as far as the registry knows them.
import type { Directory } from '../model/directory.ts';
import { userOfAuthor } from '../model/directory.ts';
import type { UserName } from '../model/user-name.ts';
import type { Author } from '../source/landing.ts';

export interface Publisher {
  /** As the forge or the commit has it. */
  readonly label: string;
  /** `undefined` for somebody who is no user of the registry. */
  readonly user: UserName | undefined;
  /** Whether a forge vouches for it: whoever writes a commit can claim to be anybody. */
  readonly isVouched: boolean;
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
    return [{ label: account, user, isVouched: true }];
  }
  return authors.map((author) => ({
    label: `${author.name} <${author.email}>`,
    user: userOfAuthor(directory, author)?.login,
    isVouched: false,
  }));
}
