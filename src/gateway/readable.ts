import type { GatewayRequest } from './gateway-context.ts';
import type { Registry } from './registry.ts';
import { guardedOf } from './serve-guarded.ts';

/** Tells of a name whether the caller may know of it: every package, but the restricted ones that the caller may not read. */
export async function createIsReadable(
  c: GatewayRequest,
  registry: Registry,
): Promise<(name: string) => boolean> {
  const view = await registry.view();
  const principal = c.get('principal');
  const hidden = new Set<string>();
  for (const name of (await registry.index.search(view.commit)).restricted()) {
    const pkg = principal.kind === 'anonymous' ? undefined : await guardedOf(view, name);
    const mayRead =
      pkg !== undefined &&
      principal.kind === 'user' &&
      (await view.rights.accessTo(principal.login, pkg)) !== undefined;
    if (!mayRead) hidden.add(name);
  }
  return (name) => !hidden.has(name);
}
