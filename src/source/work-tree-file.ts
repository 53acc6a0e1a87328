import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { blobIdOf } from './blob-id.ts';
import { readBounded } from './bounded-read.ts';
import { maxTarballBytes } from './byte-limits.ts';
import type { BlobFault, GitEngine, Oid } from './git-engine.ts';
import { blobSeal, isLarge, type LargeBytes, largeSize } from './large-bytes.ts';

/** A regular file of the work tree, not followed if it is a link. */
export interface WorkTreeFile {
  /** Absolute. */
  readonly file: string;
  readonly size: number;
}

/** `undefined` when there is none. */
export function findWorkTreeFile(
  { workTree }: Pick<GitEngine, 'workTree'>,
  path: string,
): WorkTreeFile | undefined {
  if (workTree === undefined) return undefined;
  const file = join(workTree, path);
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    return stats?.isFile() === true ? { file, size: stats.size } : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a regular file of the work tree; `undefined` when there is none of `maxBytes` at most. */
export async function readWorkTreeFile(
  engine: Pick<GitEngine, 'workTree'>,
  path: string,
  maxBytes: number = maxTarballBytes,
): Promise<Uint8Array | undefined> {
  const found = findWorkTreeFile(engine, path);
  if (found === undefined) return undefined;
  const bytes = await readBounded(found.file, maxBytes);
  return bytes === 'too-large' ? undefined : bytes;
}

interface CommittedFile {
  readonly path: string;
  readonly oid: Oid;
}

/**
 * A file of a commit: from the work tree when its bytes have the very id, which a partial clone may need,
 * else from git; `undefined` when neither has it. See GitEngine.readBlob.
 */
export async function readCommitted(
  engine: GitEngine,
  { path, oid }: CommittedFile,
  maxBytes: number = maxTarballBytes,
): Promise<Uint8Array | BlobFault | undefined> {
  const bytes = await readWorkTreeFile(engine, path, maxBytes);
  if (bytes !== undefined && blobIdOf(bytes, engine.objectFormat) === oid) return bytes;
  return engine.readBlob(oid, maxBytes);
}

/**
 * The same, but where the bytes lie if they are many. That a file of the work tree has the id is found out only when it is
 * read: it is the one to read if it has the right size.
 */
export async function openCommitted(
  engine: GitEngine,
  { path, oid }: CommittedFile,
): Promise<Uint8Array | LargeBytes | BlobFault | undefined> {
  const found = findWorkTreeFile(engine, path);
  if (found === undefined || found.size > maxTarballBytes) return engine.openBlob(oid);
  const { file, size } = found;
  if (size < largeSize) {
    const bytes = await readBounded(file, size);
    const isIt = typeof bytes === 'object' && blobIdOf(bytes, engine.objectFormat) === oid;
    return isIt ? bytes : engine.openBlob(oid);
  }
  // What the file holds is there even if git's object is damaged.
  const stored = await engine.openBlob(oid).catch(() => undefined);
  if (stored !== undefined && !(isLarge(stored) && stored.size === size)) return stored;
  const seal = blobSeal({ oid, size }, engine.objectFormat);
  return { size, place: { kind: 'file', path: file }, seal };
}
