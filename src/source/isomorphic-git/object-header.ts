import type { WholeEntry } from './entry-pieces.ts';

/** What is known of an object before it is read. */
export interface ObjectHeader {
  /** `blob`, `tree`, `commit` or `tag`. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** The size of the largest object that has to be made to read this one: itself, or what it is a delta of. */
  readonly largest: number;
  /** Where a file holds it whole. */
  readonly whole?: WholeEntry;
}
