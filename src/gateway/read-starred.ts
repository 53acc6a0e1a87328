import type { UserName } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import type { GatewayRequest } from './gateway-context.ts';
import { readableOf } from './readable.ts';
import type { Registry } from './registry.ts';

/** The packages that a user starred, of those that the caller may read. */
export async function readStarred(
  c: GatewayRequest,
  registry: Registry,
  user: UserName,
): Promise<readonly PackageName[]> {
  const view = await registry.view();
  const names = await registry.index.starred(view.commit, user);
  const restricted = (await registry.index.search(view.commit)).restricted();
  const hidden = new Set<PackageName>(restricted);
  const mayRead = await readableOf(view, c.get('principal'), restricted);
  return names.filter((name) => !hidden.has(name) || mayRead.has(name));
}
