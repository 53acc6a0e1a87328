import type { UserName } from '../model/user-name.ts';
import { addressKey, parseUsers } from '../model/users.ts';
import { isFileMode } from '../source/git-engine.ts';
import { sourceFile } from '../source/package-folder.ts';
import { listFiles } from '../verbs/read-held.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';

/** The place of every change of a profile: each must see the addresses of those before it. */
export const profilesPlace = 'users';

/**
 * The addresses of all other users, as `planProfile` takes them. Each profile is read by itself: one that cannot be read
 * has no address, and one that two of them have is taken all the same. Throws FILE_NOT_FETCHED.
 */
export async function takenAddresses(
  repository: RepositoryAt,
  login: UserName,
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for (const entry of await listFiles(repository, profilesPlace)) {
    if (!isFileMode(entry.mode)) continue;
    const bytes = await sourceFile(repository.engine, entry).read();
    const { users } = parseUsers([{ path: entry.path, bytes }]);
    for (const user of users.values()) {
      if (user.login !== login && user.email !== undefined) taken.add(addressKey(user.email));
    }
  }
  return taken;
}
