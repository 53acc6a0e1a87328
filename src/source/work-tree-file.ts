import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobIdOf } from './blob-id.ts';
import type { GitEngine, Oid } from './git-engine.ts';

/** A regular file of the work tree, not followed if it is a link; `undefined` when there is none. */
export async function readWorkTreeFile(
  engine: Pick<GitEngine, 'workTree'>,
  path: string,
): Promise<Uint8Array | undefined> {
  if (engine.workTree === undefined) return undefined;
  const file = join(engine.workTree, path);
  try {
    return (await lstat(file)).isFile() ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A file of a commit: from the work tree when its bytes have the very id, which a partial clone may need,
 * else from git; `undefined` when neither has it.
 */
export async function readCommitted(
  engine: GitEngine,
  { path, oid }: { readonly path: string; readonly oid: Oid },
): Promise<Uint8Array | undefined> {
  const bytes = await readWorkTreeFile(engine, path);
  if (bytes !== undefined && blobIdOf(bytes, engine.objectFormat) === oid) return bytes;
  return engine.readBlob(oid);
}
