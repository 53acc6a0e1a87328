// Who occupies which path of the output folder, on disks that tell `Foo` and `foo` apart and on those that do not.

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

  const conflictOf = (owner: string, { key, folders }: Place): Claimed | undefined => {
    for (const folder of folders) {
      const claimed = claims.get(folder.key);
      if (claimed === undefined || claimed.owner === owner) continue;
      if (claimed.owner !== undefined || claimed.path !== folder.path) return claimed;
    }
    const claimed = claims.get(key);
    return claimed === undefined || claimed.owner === owner ? undefined : claimed;
  };

  return {
    take(owner, paths) {
      const places = paths.map(placeOf);
      for (const place of places) {
        const conflict = conflictOf(owner, place);
        if (conflict !== undefined) return conflict;
      }
      for (const { path, key, folders } of places) {
        for (const folder of folders) {
          if (!claims.has(folder.key)) {
            claims.set(folder.key, { path: folder.path, owner: undefined });
          }
        }
        claims.set(key, { path, owner });
      }
      return undefined;
    },
  };
}

interface Place {
  readonly path: string;
  readonly key: string;
  /** Outermost first. */
  readonly folders: readonly { readonly path: string; readonly key: string }[];
}

/** Folds once: a slash stays a slash, so that the folders of the key are the keys of the folders. */
function placeOf(path: string): Place {
  const key = folded(path);
  const folders = [];
  let end = key.indexOf('/');
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    folders.push({ path: path.slice(0, at), key: key.slice(0, end) });
    end = key.indexOf('/', end + 1);
  }
  return { path, key, folders };
}
