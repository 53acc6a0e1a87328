import type { Principal } from '../accounts/principal.ts';
import type { PackageName } from '../package-name.ts';
import type { RegistryView } from './registry.ts';
import { guardedOf } from './serve-guarded.ts';

/** Those of some restricted packages that the caller may read. */
export async function readableOf(
  view: RegistryView,
  principal: Principal,
  restricted: readonly PackageName[],
): Promise<ReadonlySet<PackageName>> {
  const readable = new Set<PackageName>();
  if (principal.kind === 'anonymous') return readable;
  for (const name of restricted) {
    const pkg = await guardedOf(view, name);
    if (pkg === undefined) continue;
    if ((await view.rights.accessTo(principal.login, pkg)) !== undefined) readable.add(name);
  }
  return readable;
}
