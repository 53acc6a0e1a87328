// A tarball's bytes, whichever way they are kept.
import { createHash } from 'node:crypto';
import { problem } from '../problems.ts';
import { maxTarballBytes } from './byte-limits.ts';
import { readFetched } from './fetch-cache.ts';
import type { BlobFault, GitEngine, Oid } from './git-engine.ts';
import { type LfsPointer, parseLfsPointer } from './lfs-pointer.ts';
import { readLfsObject } from './lfs-store.ts';
import { isPointerPath } from './package-path.ts';
import { maxPointerBytes, parsePinnedPointer, type PinnedPointer } from './pinned-pointer.ts';
import type { TarballBytes } from './snapshot.ts';
import { readCommitted } from './work-tree-file.ts';

export interface ByteSources {
  readonly engine: GitEngine;
  /** What `fetchBytes` fills. */
  readonly cacheDir: string;
}

/** What git holds for a tarball. `unreadable` says why it stands for no bytes. */
export type StoredTarball =
  | { readonly kind: 'blob'; readonly bytes: Uint8Array }
  | { readonly kind: 'lfs'; readonly pointer: LfsPointer }
  | { readonly kind: 'pinned'; readonly pointer: PinnedPointer }
  | { readonly kind: 'missing' }
  | { readonly kind: BlobFault }
  | { readonly kind: 'unreadable'; readonly reason: string };

interface FileOfCommit {
  readonly path: string;
  readonly oid: Oid;
}

/** Reads what git holds, following no pointer. */
export async function readStored(engine: GitEngine, file: FileOfCommit): Promise<StoredTarball> {
  const isPointer = isPointerPath(file.path);
  const bytes = await readCommitted(engine, file, isPointer ? maxPointerBytes : maxTarballBytes);
  if (bytes === undefined) return { kind: 'missing' };
  if (typeof bytes === 'string') return { kind: bytes };
  if (isPointer) {
    const pointer = parsePinnedPointer(bytes);
    return typeof pointer === 'string'
      ? { kind: 'unreadable', reason: pointer }
      : { kind: 'pinned', pointer };
  }
  const pointer = parseLfsPointer(bytes);
  return pointer === undefined ? { kind: 'blob', bytes } : { kind: 'lfs', pointer };
}

/**
 * Reads a tarball's bytes. When they cannot be had: BYTES_NOT_FETCHED, BYTES_MISMATCH, POINTER_INVALID,
 * ARCHIVE_LIMIT, TARBALL_NOT_A_FILE.
 */
export async function readContent(
  { engine, cacheDir }: ByteSources,
  file: FileOfCommit,
): Promise<TarballBytes> {
  const stored = await readStored(engine, file);
  const { path } = file;
  switch (stored.kind) {
    case 'blob':
      return { bytes: stored.bytes, isInGit: true };
    case 'missing':
      return notFetched(path, 'The file is not in this partial clone');
    case 'too-large':
      return isPointerPath(path)
        ? { problem: problem('POINTER_INVALID', path, `${path} is too large for a pointer.`) }
        : tooLarge(path);
    case 'not-a-blob': {
      const message = `What git holds as ${path} is no file.`;
      return { problem: problem('TARBALL_NOT_A_FILE', path, message) };
    }
    case 'unreadable':
      return { problem: problem('POINTER_INVALID', path, `${path}: ${stored.reason}.`) };
    case 'lfs': {
      const bytes = await readLfsObject(engine, path, stored.pointer);
      if (bytes === 'missing') return notFetched(path, 'The Git LFS object is not here');
      if (bytes === 'too-large') return tooLarge(path);
      return bytes === 'damaged' ? mismatch(path, 'The Git LFS object') : { bytes, isInGit: false };
    }
    case 'pinned': {
      const bytes = await readFetched(cacheDir, stored.pointer);
      if (bytes === undefined)
        return notFetched(path, 'The bytes that the pointer names are not here');
      return isPinned(bytes, stored.pointer)
        ? { bytes, isInGit: false }
        : mismatch(path, 'The fetched file');
    }
  }
}

/** Whether these are the bytes that the pointer pins. */
export function isPinned(bytes: Uint8Array, { sha512, size }: PinnedPointer): boolean {
  return bytes.length === size && createHash('sha512').update(bytes).digest('hex') === sha512;
}

function tooLarge(path: string): TarballBytes {
  const message = `${path} is larger than ${maxTarballBytes} bytes.`;
  return { problem: problem('ARCHIVE_LIMIT', path, message) };
}

function notFetched(path: string, what: string): TarballBytes {
  return { problem: problem('BYTES_NOT_FETCHED', path, `${what}: ${path}.`) };
}

function mismatch(path: string, what: string): TarballBytes {
  const message = `${what} for ${path} does not have the pinned hash and size.`;
  return { problem: problem('BYTES_MISMATCH', path, message) };
}
