import type { Finding } from './finding.ts';
import type { AddedVersion, ReviewContext } from './reviewed.ts';

/** One thing that a review looks at: a function of what was read before. */
export type Check = (
  version: AddedVersion,
  context: ReviewContext,
) => readonly Finding[] | Promise<readonly Finding[]>;
