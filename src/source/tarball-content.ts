// A tarball's bytes, whichever way they are kept.
import { createHash } from 'node:crypto';
import { problem } from '../problems.ts';
import { maxTarballBytes } from './byte-limits.ts';
import { findLargeFetched, readFetched } from './fetch-cache.ts';
import type { BlobFault, GitEngine, Oid } from './git-engine.ts';
import { type LfsPointer, parseLfsPointer } from './lfs-pointer.ts';
import { isLarge, type LargeBytes } from './large-bytes.ts';
import { findLargeLfsObject, readLfsObject } from './lfs-store.ts';
import { isPointerPath } from './package-path.ts';
import { maxPointerBytes, parsePinnedPointer, type PinnedPointer } from './pinned-pointer.ts';
import { readLarge } from './read-large.ts';
import type { TarballBytes, WholeTarball } from './snapshot.ts';
import { openCommitted, readCommitted } from './work-tree-file.ts';

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
  if (!isPointerPath(file.path)) return storedIn(await readCommitted(engine, file));
  const bytes = await readCommitted(engine, file, maxPointerBytes);
  if (bytes === undefined) return { kind: 'missing' };
  if (typeof bytes === 'string') return { kind: bytes };
  const pointer = parsePinnedPointer(bytes);
  return typeof pointer === 'string'
    ? { kind: 'unreadable', reason: pointer }
    : { kind: 'pinned', pointer };
}

function storedIn(bytes: Uint8Array | BlobFault | undefined): StoredTarball {
  if (bytes === undefined) return { kind: 'missing' };
  if (typeof bytes === 'string') return { kind: bytes };
  const pointer = parseLfsPointer(bytes);
  return pointer === undefined ? { kind: 'blob', bytes } : { kind: 'lfs', pointer };
}

/** The same; of many bytes, where they lie. */
export type OpenedTarball = StoredTarball | { readonly kind: 'large'; readonly large: LargeBytes };

/** The same, but many bytes are not read: whether they are the right ones shows when they are. */
export async function openStored(engine: GitEngine, file: FileOfCommit): Promise<OpenedTarball> {
  if (isPointerPath(file.path)) return readStored(engine, file);
  const opened = await openCommitted(engine, file);
  return isLarge(opened) ? { kind: 'large', large: opened } : storedIn(opened);
}

/**
 * The bytes that something stored stands for, or where they lie if they are many: whether these are the right ones shows
 * when they are read. When they cannot be had: as `contentOf`.
 */
export async function openContent(
  stored: OpenedTarball,
  sources: ByteSources,
  file: FileOfCommit,
): Promise<TarballBytes> {
  if (stored.kind === 'large') return largeTarball(stored.large, true);
  const large = await findLarge(stored, sources, file);
  return large === undefined ? contentOf(stored, sources, file) : largeTarball(large, false);
}

async function findLarge(
  stored: StoredTarball,
  { engine, cacheDir }: ByteSources,
  { path }: FileOfCommit,
): Promise<LargeBytes | undefined> {
  if (stored.kind === 'pinned') return findLargeFetched(cacheDir, stored.pointer);
  return stored.kind === 'lfs' ? findLargeLfsObject(engine, path, stored.pointer) : undefined;
}

function largeTarball(large: LargeBytes, isInGit: boolean): TarballBytes {
  return { large, pieces: () => readLarge(large), isInGit };
}

/**
 * The bytes that something stored stands for. When they cannot be had: BYTES_NOT_FETCHED, BYTES_MISMATCH,
 * POINTER_INVALID, ARCHIVE_LIMIT, TARBALL_NOT_A_FILE.
 */
export async function contentOf(
  stored: StoredTarball,
  { engine, cacheDir }: ByteSources,
  { path }: FileOfCommit,
): Promise<WholeTarball> {
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

function tooLarge(path: string): WholeTarball {
  const message = `${path} is larger than ${maxTarballBytes} bytes.`;
  return { problem: problem('ARCHIVE_LIMIT', path, message) };
}

function notFetched(path: string, what: string): WholeTarball {
  return { problem: problem('BYTES_NOT_FETCHED', path, `${what}: ${path}.`) };
}

function mismatch(path: string, what: string): WholeTarball {
  const message = `${what} for ${path} does not have the pinned hash and size.`;
  return { problem: problem('BYTES_MISMATCH', path, message) };
}
