// An archive that holds a file twice is harmless when both have the same bytes: pnpm 9 packed the main file of
// agent-base 7 as `dist/index.js` and again as `./dist/index.js`.
import { createHash, type Hash } from 'node:crypto';
import type { ArchiveLimits } from './archive-limits.ts';
import { readerOf } from './byte-reader.ts';
import { gunzip } from './gunzip.ts';
import { inflateInPlace } from './inflate-in-place.ts';
import { pathTextOf, pathTraitsOf } from './tar-path.ts';
import { createTarWalker } from './tar-walker.ts';
import type { TarEntry, TarVisitor } from './tar-visitor.ts';

/**
 * Those of `paths` (below the first segment) whose entries differ. Walks the archive a second time, which only
 * one with repeats pays for; it was found sound before.
 */
export async function differingRepeats(
  bytes: Uint8Array,
  { paths, limits }: { readonly paths: ReadonlySet<string>; readonly limits: ArchiveLimits },
): Promise<readonly string[]> {
  const digests = new Map<string, string>();
  const differing = new Set<string>();
  let open: { readonly path: string; readonly hash: Hash } | undefined;

  /** A walk tells where the next entry begins, not where the last one ended. */
  const settle = (): void => {
    if (open === undefined) return;
    const digest = open.hash.digest('hex');
    const first = digests.get(open.path);
    if (first === undefined) digests.set(open.path, digest);
    else if (first !== digest) differing.add(open.path);
    open = undefined;
  };
  const visitor: TarVisitor = {
    entry(entry) {
      settle();
      const path = relativePathOf(entry);
      if (!paths.has(path)) return undefined;
      const hash = createHash('sha256');
      open = { path, hash };
      return (piece) => void hash.update(piece);
    },
    fault: () => undefined,
  };
  const walker = createTarWalker(visitor, limits);
  const { length: size } = bytes;
  await gunzip(readerOf(bytes), { size, limits, inflate: inflateInPlace, write: walker.push });
  walker.end();
  settle();
  return [...differing];
}

function relativePathOf({ path }: TarEntry): string {
  const text = pathTextOf(path, pathTraitsOf(path));
  return text.slice(text.indexOf('/') + 1);
}
