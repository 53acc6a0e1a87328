// What a reader chose, kept in this browser. A browser that keeps nothing (private windows, storage refused) is no error.

/** `undefined` where nothing is kept. */
export function readStored(key: string): string | undefined {
  try {
    return localStorage.getItem(`stillpack.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** `undefined` forgets it. */
export function writeStored(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`stillpack.${key}`);
    else localStorage.setItem(`stillpack.${key}`, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
