import { sha256Hex } from './digest.ts';
import { parseMeta } from './model/meta.ts';
import type { PackageOutline } from './source/snapshot.ts';

/** Whether a tombstone says that the commit was replaced when bytes were purged. */
export async function isPurged(
  packages: Iterable<PackageOutline>,
  commit: string,
): Promise<boolean> {
  const digest = sha256Hex(commit);
  for (const { meta } of packages) {
    if (meta === undefined) continue;
    const parsed = parseMeta(meta.path, await meta.read());
    for (const { purged } of parsed.meta?.unpublished.values() ?? []) {
      if (purged?.commits.includes(digest)) return true;
    }
  }
  return false;
}
