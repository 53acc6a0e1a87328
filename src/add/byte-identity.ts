import { type HashAlgorithm, integrityOf, integrityOfHex } from '../integrity.ts';
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
      return compareHash('sha512', integrityOf(stored.bytes), tarball);
    case 'pinned':
      return compareHash('sha512', integrityOfHex(stored.pointer.sha512, 'sha512'), tarball);
    case 'lfs':
      return compareHash('sha256', integrityOfHex(stored.pointer.sha256, 'sha256'), tarball);
    case 'missing':
      return { identical: false, hash: 'not in this partial clone' };
    case 'too-large':
    case 'not-a-blob':
      return { identical: false, hash: `unreadable: ${stored.kind}` };
    case 'unreadable':
      return { identical: false, hash: `unreadable: ${stored.reason}` };
  }
}

function compareHash(algorithm: HashAlgorithm, hash: string, tarball: Uint8Array): Identity {
  return { identical: integrityOf(tarball, algorithm) === hash, hash };
}
