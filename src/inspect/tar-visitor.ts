// What a walk over a tar stream reports.
import type { ProblemCode } from '../problems.ts';
import type { PathBytes } from './tar-path.ts';

export interface TarEntry {
  /** `other`: devices, sparse files, whatever is neither a file nor a folder nor a link. */
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Never empty. */
  readonly path: PathBytes;
  /** Bytes of its body. */
  readonly size: number;
  /** Where a link points. */
  readonly target: PathBytes | undefined;
  /** A hard link's target is a path in the archive, a symbolic link's is relative to the link. */
  readonly isHardLink: boolean;
}

/** Takes a piece of an entry's body, which is only valid during the call. */
export type BodySink = (piece: Buffer) => void;

export interface TarFault {
  readonly code: ProblemCode;
  readonly message: string;
}

export interface TarVisitor {
  /** Called for each entry, extension headers excepted. What it returns gets the body. */
  readonly entry: (entry: TarEntry) => BodySink | undefined;
  readonly fault: (fault: TarFault) => void;
}

/** The archive cannot be read on, or not by every client alike. */
export function corrupt(message: string): TarFault {
  return { code: 'TAR_CORRUPT', message };
}
