import { availableParallelism } from 'node:os';
import { StillpackError } from './errors.ts';

/** How many packages are examined at the same time: as asked, or one for each core. Throws OPTION_INVALID. */
export function parseJobs(jobs: number | undefined): number {
  if (jobs === undefined) return availableParallelism();
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 1024) return jobs;
  throw new StillpackError(
    'OPTION_INVALID',
    `--jobs ${jobs} is not a whole number from 1 to 1024.`,
    { hint: 'Leave it out to use every core.' },
  );
}
