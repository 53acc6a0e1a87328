// Who occupies which path of the output folder, on disks that tell `Foo` and `foo` apart and on those that do not.

import { foldersAbove } from './output-path.ts';

export interface Claimed {
  /** As its owner spells it. */
  readonly path: string;
  /** `undefined` for a folder that several owners may share. */
  readonly owner: string | undefined;
}

export interface Claims {
  /**
   * Gives `owner` the paths, files or folders that are its alone, and a share in the folders above them. When another
   * claim stands in the way of one, gives none and returns that claim.
   */
  take(owner: string, paths: readonly string[]): Claimed | undefined;
}

/** What a case-insensitive, Unicode-normalising disk makes of a path. */
export function folded(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

export function createClaims(): Claims {
  const claims = new Map<string, Claimed>();
  // Folders that are shared, as they are spelled: most paths lie in one, and need no look at the folders above it.
  const shared = new Set<string>();

  const conflictOf = (owner: string, path: string): Claimed | undefined => {
    const above = shared.has(parentOf(path)) ? [] : foldersAbove(path);
    for (const folder of above) {
      const claimed = claims.get(folded(folder));
      if (claimed === undefined || claimed.owner === owner) continue;
      if (claimed.owner !== undefined || claimed.path !== folder) return claimed;
    }
    const claimed = claims.get(folded(path));
    return claimed === undefined || claimed.owner === owner ? undefined : claimed;
  };

  const share = (folder: string): void => {
    const key = folded(folder);
    const claimed = claims.get(key);
    if (claimed === undefined) claims.set(key, { path: folder, owner: undefined });
    if (claimed === undefined || claimed.owner === undefined) shared.add(folder);
  };

  return {
    take(owner, paths) {
      for (const path of paths) {
        const conflict = conflictOf(owner, path);
        if (conflict !== undefined) return conflict;
      }
      for (const path of paths) {
        if (!shared.has(parentOf(path))) for (const folder of foldersAbove(path)) share(folder);
        claims.set(folded(path), { path, owner });
      }
      return undefined;
    },
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
