// Who occupies which path of the output folder, on disks that tell `Foo` and `foo` apart and on those that do not.

import { foldersAbove } from './output-path.ts';

export interface Claimed {
  /** As its owner spells it. */
  readonly path: string;
  /** `undefined` for a folder that several owners may share. */
  readonly owner: string | undefined;
}

export interface Claims {
  /** The first claim that stands in the way of `owner` having `path`, or `undefined`. */
  conflictOf(owner: string, path: string): Claimed | undefined;
  /** Takes `path`, a file or a folder that is `owner`'s alone, and shares in the folders above it. */
  take(owner: string, path: string): void;
}

/** What a case-insensitive, Unicode-normalising disk makes of a path. */
export function folded(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

export function createClaims(): Claims {
  const claims = new Map<string, Claimed>();
  return {
    conflictOf(owner, path) {
      for (const folder of foldersAbove(path)) {
        const claimed = claims.get(folded(folder));
        if (claimed === undefined || claimed.owner === owner) continue;
        if (claimed.owner !== undefined || claimed.path !== folder) return claimed;
      }
      const claimed = claims.get(folded(path));
      return claimed === undefined || claimed.owner === owner ? undefined : claimed;
    },
    take(owner, path) {
      for (const folder of foldersAbove(path)) {
        const key = folded(folder);
        if (!claims.has(key)) claims.set(key, { path: folder, owner: undefined });
      }
      claims.set(folded(path), { path, owner });
    },
  };
}
