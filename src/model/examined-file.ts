import type { Problem } from '../problems.ts';
import type { Provenance } from './provenance.ts';
import type { VersionFragment } from './version-fragment.ts';

/** What is known of a file of a package folder once its bytes were looked at. */
export interface ExaminedFile {
  /** Absent when any problem is `unsafe`. */
  readonly fragment: VersionFragment | undefined;
  readonly problems: readonly Problem[];
  /** The text of the README that the fragment names. Throws BYTES_LOST when it is there no longer. */
  readonly readme: () => Promise<string>;
  readonly provenance?: ExaminedProvenance;
}

/** A provenance that is of the file, without its text, which is longer than all else that is known of a version. */
export interface ExaminedProvenance extends Pick<Provenance, 'predicateType'> {
  /** Hex SHA-256 and length of the document that it is served in. */
  readonly digest: string;
  readonly size: number;
  /** Throws FILE_NOT_FETCHED, BYTES_LOST when it is there no longer. */
  readonly read: () => Promise<Provenance>;
}
