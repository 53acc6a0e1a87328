// One document of the registry, before any host decides where it lies.
import type { PackageName } from '../package-name.ts';

export type CachePolicy =
  /** Bytes behind this URL never change: tarballs. */
  | 'immutable'
  /** May change with the next publish. */
  | 'revalidate';

export type OutputKind =
  'tarball' | 'version' | 'packument' | 'abbreviated' | 'registry' | 'page' | 'config';

/** Many bytes, to be read when they are written. */
export interface LateBytes {
  /**
   * From the beginning; a piece may be overwritten once the next is asked for. Throws BYTES_LOST, at the end at the latest,
   * when they are not the file's.
   */
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** Where they lie already, for the output folder to take. */
  readonly spooled?: string | undefined;
  /** All of them, from wherever they still are. Throws BYTES_LOST when they are nowhere. */
  readonly whole: () => Promise<Uint8Array>;
}

export interface OutputFile {
  /** npm-shaped, begins with `/`, unencoded: `/@acme/ui`, `/@acme/ui/-/ui-1.0.0.tgz`, `/-/ping`. */
  readonly url: string;
  readonly kind: OutputKind;
  /** The package it belongs to; `undefined` for what spans packages. */
  readonly owner: PackageName | undefined;
  /** A thunk for bytes that need not stay in memory, or never are there as a whole. */
  readonly body: Uint8Array | (() => Promise<Uint8Array | LateBytes>);
  /** Identifies the body's bytes: equal digests mean equal bytes. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly cache: CachePolicy;
  /** The date of what it was made from; becomes the file's mtime. */
  readonly date: Date;
}
