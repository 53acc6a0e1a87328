import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { blobIdOf } from './blob-id.ts';
import { readBounded } from './bounded-read.ts';
import { maxTarballBytes } from './byte-limits.ts';
import type { BlobFault, GitEngine, Oid } from './git-engine.ts';

/**
 * A regular file of the work tree, not followed if it is a link; `undefined` when there is none of `maxBytes` at
 * most.
 */
export async function readWorkTreeFile(
  engine: Pick<GitEngine, 'workTree'>,
  path: string,
  maxBytes: number = maxTarballBytes,
): Promise<Uint8Array | undefined> {
  if (engine.workTree === undefined) return undefined;
  const file = join(engine.workTree, path);
  try {
    if (!(await lstat(file)).isFile()) return undefined;
  } catch {
    return undefined;
  }
  const bytes = await readBounded(file, maxBytes);
  return bytes === 'too-large' ? undefined : bytes;
}

/**
 * A file of a commit: from the work tree when its bytes have the very id, which a partial clone may need,
 * else from git; `undefined` when neither has it. See GitEngine.readBlob.
 */
export async function readCommitted(
  engine: GitEngine,
  { path, oid }: { readonly path: string; readonly oid: Oid },
  maxBytes: number = maxTarballBytes,
): Promise<Uint8Array | BlobFault | undefined> {
  const bytes = await readWorkTreeFile(engine, path, maxBytes);
  if (bytes !== undefined && blobIdOf(bytes, engine.objectFormat) === oid) return bytes;
  return engine.readBlob(oid, maxBytes);
}
