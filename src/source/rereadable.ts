import type { TarballBytes } from './snapshot.ts';

/** Bytes. Smaller ones are cheaper to read than to remember. */
const largeBytes = 8 * 2 ** 20;

/**
 * The same reader, which gives large bytes that it gave before if they are still in memory: a tarball is read to be
 * inspected and again to be written, and what is large would lie there twice until memory is collected.
 */
export function rereadable(read: () => Promise<TarballBytes>): () => Promise<TarballBytes> {
  let last: { readonly bytes: WeakRef<Uint8Array>; readonly isInGit: boolean } | undefined;
  return async () => {
    const kept = last?.bytes.deref();
    if (last !== undefined && kept !== undefined) return { ...last, bytes: kept };
    const found = await read();
    if (found.bytes !== undefined && found.bytes.length > largeBytes) {
      last = { bytes: new WeakRef(found.bytes), isInGit: found.isInGit };
    }
    return found;
  };
}
