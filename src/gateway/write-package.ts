// A change of one package that is there, whatever the command.
import { writerOf } from '../accounts/principal.ts';
import type { Change } from '../change/change.ts';
import type { HeldPackage } from '../change/held-package.ts';
import type { UserName } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import { folderOf } from '../source/package-path.ts';
import { readHeldPackage } from '../verbs/read-held.ts';
import { authorOf } from './authorship.ts';
import type { GatewayContext, GatewayRequest } from './gateway-context.ts';
import type { Outcome, RegistryView } from './registry.ts';
import { requireRead } from './serve-guarded.ts';

/** What a plan is made from: the package at the commit that is built on. */
export interface PackageWrite {
  readonly view: RegistryView;
  readonly pkg: HeldPackage;
  readonly user: UserName;
}

export interface PackageWriteOptions {
  readonly name: PackageName;
  /** The right that the caller must have on the package. @default 'write' */
  readonly right?: 'read' | 'write';
  readonly plan: (write: PackageWrite) => Change | undefined | Promise<Change | undefined>;
}

/** Throws UNAUTHENTICATED, TOKEN_FORBIDDEN, PACKAGE_UNKNOWN, FORBIDDEN, and as `Registry.change`. */
export async function writePackage(
  c: GatewayRequest,
  { registry }: GatewayContext,
  { name, right = 'write', plan }: PackageWriteOptions,
): Promise<Outcome> {
  const principal = c.get('principal');
  const user = writerOf(principal);
  return registry.change({
    author: await authorOf(await registry.view(), user),
    place: folderOf(name),
    plan: async (view) => {
      const pkg = await readHeldPackage(view, name);
      if (right === 'write') await view.rights.requireWrite(user, pkg);
      else await requireRead(view, principal, pkg);
      return plan({ view, pkg, user });
    },
  });
}
