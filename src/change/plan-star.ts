// npm star | unstar
import type { UserName } from '../model/user-name.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { editMeta, type HeldPackage, packageUnknown } from './held-package.ts';
import { keepingOnly, withKey, withObject } from './json-edit.ts';

/** Stars the package for a user, or takes the star back. Throws PACKAGE_UNKNOWN for one that was unpublished. */
export function planStar({
  pkg,
  user,
  isStarred,
}: {
  readonly pkg: HeldPackage;
  readonly user: UserName;
  readonly isStarred: boolean;
}): Change | undefined {
  if (pkg.versions.length === 0) throw packageUnknown(pkg.name);
  if (pkg.meta.stars.includes(user) === isStarred) return undefined;
  const files = editMeta(pkg, (meta) =>
    isStarred
      ? withObject(meta, 'users', (users) => withKey(users, user, true))
      : keepingOnly(meta, 'users', (name) => name !== user),
  );
  return changeOf(files, messageOf(npmCommand(isStarred ? 'star' : 'unstar', pkg.name)));
}
