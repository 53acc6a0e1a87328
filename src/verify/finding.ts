import { printable } from '../printable.ts';

/** Closed and sorted. Each is a promise of a registry that the folder breaks. */
export type FindingCode =
  | 'ABBREVIATED_DIFFERS'
  | 'DIST_TAG_DANGLING'
  | 'DIST_TAG_MISSING'
  | 'DOCUMENT_DIFFERS'
  | 'DOCUMENT_INVALID'
  | 'FILE_CHANGED'
  | 'FILE_MISSING'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNRECORDED'
  | 'INTEGRITY_MISMATCH'
  | 'MAINTAINERS_DIFFER'
  | 'MANIFEST_DIFFERS'
  | 'PACKUMENT_INVALID'
  | 'PACKUMENT_MISSING'
  | 'READERS_DIFFER'
  | 'RECORD_DAMAGED'
  | 'REVISION_DIFFERS'
  | 'TARBALL_ELSEWHERE'
  | 'TARBALL_MISSING'
  | 'TARBALL_UNLISTED'
  | 'TARBALL_UNREADABLE'
  | 'TIME_DIFFERS'
  | 'TIME_MISSING'
  | 'TWIN_DIFFERS'
  | 'TWIN_ORPHANED'
  | 'VERSION_DOCUMENT_DIFFERS'
  | 'VERSION_DOCUMENT_UNLISTED';

export interface Finding {
  /** In the folder, `/`-separated. */
  readonly path: string;
  readonly code: FindingCode;
  /** One sentence, free of control characters: it may quote hostile input. */
  readonly message: string;
}

export function finding(code: FindingCode, path: string, message: string): Finding {
  return { code, path: printable(path), message: printable(message) };
}
