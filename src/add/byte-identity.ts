import { createHash } from 'node:crypto';
import type { StoredTarball } from '../source/tarball-content.ts';

export interface Identity {
  readonly identical: boolean;
  /** What names the stored bytes, as far as it is known. */
  readonly hash: string;
}

/** Whether what git holds (bytes, a Git LFS pointer, a pinned pointer) stands for the bytes of `tarball`. */
export function compareStored(stored: StoredTarball, tarball: Uint8Array): Identity {
  switch (stored.kind) {
    case 'blob':
      return compareHash('sha512', sri('sha512', stored.bytes), tarball);
    case 'pinned':
      return compareHash('sha512', sriOfHex('sha512', stored.pointer.sha512), tarball);
    case 'lfs':
      return compareHash('sha256', sriOfHex('sha256', stored.pointer.sha256), tarball);
    case 'missing':
      return { identical: false, hash: 'not in this partial clone' };
    case 'unreadable':
      return { identical: false, hash: `unreadable: ${stored.reason}` };
  }
}

function compareHash(algorithm: Algorithm, hash: string, tarball: Uint8Array): Identity {
  return { identical: sri(algorithm, tarball) === hash, hash };
}

type Algorithm = 'sha256' | 'sha512';

function sri(algorithm: Algorithm, bytes: Uint8Array): string {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;
}

function sriOfHex(algorithm: Algorithm, hex: string): string {
  return `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}`;
}
