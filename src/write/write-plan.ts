// What has to happen in the output folder, as data.
import type { OutputPath } from '../host/output-path.ts';
import type { Encoding } from '../host/precompressed.ts';
import type { OutputFile, OutputKind } from '../output/output-file.ts';

/** A file as the output folder should have it. */
export interface PlannedFile {
  readonly path: OutputPath;
  readonly kind: OutputKind;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Becomes the file's mtime, but see `laterThan`; whole seconds. */
  readonly date: Date;
  readonly body: OutputFile['body'];
  /** Those of the compressed twins that a server looks for. @default none */
  readonly encodings?: readonly Encoding[];
  /** It is a compressed twin itself. @default false */
  readonly isTwin?: true;
}

/** A file that stays as it lies there. */
export type KeptFile = Pick<PlannedFile, 'path' | 'digest' | 'size'>;

/** `write` is in deploy's order; removals come after everything else. */
export interface WritePlan {
  readonly write: readonly PlannedFile[];
  readonly keep: readonly KeptFile[];
  readonly remove: readonly OutputPath[];
}

/** What the record of the last build says of a file. */
export interface RecordedFile {
  /** Empty while a write of it may not have finished. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** What the disk says of one. */
export interface DiskFile {
  /** Bytes. */
  readonly size: number;
  readonly date: Date;
}
