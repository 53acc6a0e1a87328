import type { Problem } from '../problems.ts';
import type { VersionFragment } from './version-fragment.ts';

/** What is known of a file of a package folder once its bytes were looked at. */
export interface ExaminedFile {
  /** Absent when any problem is `unsafe`. */
  readonly fragment: VersionFragment | undefined;
  readonly problems: readonly Problem[];
  /** The text of the README that the fragment names. Throws BYTES_LOST when it is there no longer. */
  readonly readme: () => Promise<string>;
}
