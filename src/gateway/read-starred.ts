import type { UserName } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import type { GatewayRequest } from './gateway-context.ts';
import { createIsReadable } from './readable.ts';
import type { Registry } from './registry.ts';

/** The packages that a user starred, of those that the caller may read. */
export async function readStarred(
  c: GatewayRequest,
  registry: Registry,
  user: UserName,
): Promise<readonly PackageName[]> {
  const view = await registry.view();
  const names = await registry.index.starred(view.commit, user);
  return names.filter(await createIsReadable(c, registry));
}
