/**
 * Remembers the last `limit` results of `read`. Going back in history, each tree is asked for twice in a row:
 * as what a commit changed from, then as what its parent changed to.
 */
export function recentlyRead<K, V>(
  read: (key: K) => Promise<V>,
  limit: number,
): (key: K) => Promise<V> {
  const kept = new Map<K, V>();
  return async (key) => {
    const known = kept.get(key);
    if (known !== undefined) {
      // Moved to the end: the first key is the one that was not asked for the longest.
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const value = await read(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= limit) break;
      kept.delete(oldest);
    }
    return value;
  };
}
