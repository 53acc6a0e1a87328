// npm access set status
import { StillpackError } from '../errors.ts';
import type { Package } from '../model/package.ts';
import type { PackageName } from '../package-name.ts';
import { folderOf } from '../source/package-path.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { editMeta, type HeldPackage } from './held-package.ts';
import { withKey } from './json-edit.ts';

/**
 * Who may read the package. Packages without a scope may be restricted too: npm's registry refuses that because they
 * belong to everybody there, which they do not here. Throws ACCESS_UNENFORCEABLE where nobody would be kept out: no
 * build could be made any more, of any package.
 */
export function planAccess({
  pkg,
  access,
  isEnforceable,
}: {
  readonly pkg: HeldPackage;
  readonly access: Package['access'];
  /** Whether the registry's host can keep readers out, or is protected as a whole. */
  readonly isEnforceable: boolean;
}): Change | undefined {
  const { name, meta } = pkg;
  if (meta.access === access) return undefined;
  if (access === 'restricted' && !isEnforceable) throw unenforceable(name);
  const status = access === 'public' ? 'public' : 'private';
  return changeOf(
    editMeta(pkg, (file) => withKey(file, 'access', access)),
    messageOf(npmCommand('access', 'set', `status=${status}`, name)),
  );
}

/** ACCESS_UNENFORCEABLE, of a package that is to be restricted. */
export function unenforceable(name: PackageName): StillpackError {
  return new StillpackError(
    'ACCESS_UNENFORCEABLE',
    `${name} cannot be restricted: the registry's host shows everything to everybody.`,
    {
      path: folderOf(name),
      hint: 'Set "protected": true in stillpack.json if the whole host is behind a login or on a private network.',
    },
  );
}
