import { StillpackError } from './errors.ts';
import { parseMeta } from './model/meta.ts';
import type { PackageOutline } from './source/snapshot.ts';

/**
 * Throws ACCESS_UNENFORCEABLE when a package is restricted and the host cannot keep readers out: nothing may be
 * written, because whatever is written is public.
 */
export async function refuseUnenforceable(
  packages: Iterable<PackageOutline>,
  host: string,
): Promise<void> {
  const restricted: string[] = [];
  for (const { name, meta } of packages) {
    if (meta === undefined) continue;
    const parsed = parseMeta(meta.path, await meta.read());
    if (parsed.meta?.access === 'restricted') restricted.push(name);
  }
  const [first] = restricted;
  if (first === undefined) return;
  const others = restricted.length === 1 ? '' : ` (and ${restricted.length - 1} more)`;
  throw new StillpackError(
    'ACCESS_UNENFORCEABLE',
    `${first}${others} is restricted, and the host ${host} shows everything to everybody; nothing was written.`,
    {
      path: `packages/${first}/meta.json`,
      hint: 'Set "protected": true in stillpack.json if the whole host is behind a login or on a private network; otherwise make the package public.',
    },
  );
}
