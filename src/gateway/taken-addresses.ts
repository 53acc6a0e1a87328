import type { UserName } from '../model/user-name.ts';
import { addressKey } from '../model/users.ts';
import { readDirectory } from '../verbs/read-people.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';

/** The addresses of all other users, as `planProfile` takes them. Throws USER_INVALID, ORG_INVALID. */
export async function takenAddresses(
  repository: RepositoryAt,
  login: UserName,
): Promise<ReadonlySet<string>> {
  const { users } = await readDirectory(repository);
  return new Set(
    [...users.values()].flatMap((user) =>
      user.login === login || user.email === undefined ? [] : [addressKey(user.email)],
    ),
  );
}
