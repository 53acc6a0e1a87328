// Bytes of a tarball that are too many to be held: where they lie, as plain data by which any thread can read them.
import type { HashAlgorithm } from '../integrity.ts';
import type { GitProgramOptions } from './git/git-program.ts';
import type { WholeEntry } from './isomorphic-git/entry-pieces.ts';

export interface LargeBytes {
  readonly size: number;
  readonly place: BytesPlace;
  /** What they are known by; absent where git answers for them. */
  readonly seal?: Seal;
}

export type BytesPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'blob'; readonly git: GitProgramOptions; readonly oid: string }
  | { readonly kind: 'entry'; readonly entry: WholeEntry };

/** A hash of some text and the bytes behind it. */
export interface Seal {
  readonly algorithm: HashAlgorithm;
  readonly before: string;
  readonly hex: string;
}

/** Bytes from which on a tarball is read in pieces: 3 % of real ones are as large, and have 87 % of the bytes. */
export const largeSize: number = 2 ** 20;

/** How git knows a file of `size` bytes: see `blobIdOf`. */
export function blobSeal(
  { oid, size }: { readonly oid: string; readonly size: number },
  algorithm: 'sha1' | 'sha256',
): Seal {
  return { algorithm, before: `blob ${size}\0`, hex: oid };
}

export function isLarge(found: unknown): found is LargeBytes {
  return typeof found === 'object' && found !== null && 'place' in found;
}
