import { StillpackError } from '../errors.ts';
import type { Oid } from './git-engine.ts';

/** HISTORY_REORDERED: a merge in the wrong direction would move the dates of published versions. */
export function historyReordered(lastBuilt: Oid, commit: Oid): StillpackError {
  return new StillpackError(
    'HISTORY_REORDERED',
    `The last built commit ${lastBuilt.slice(0, 12)} is no longer on the first-parent line of ${commit.slice(0, 12)}.`,
    {
      hint: 'Somebody pushed a `git pull` merge: redo it with `git pull --rebase`, and let branch protection require a linear history.',
    },
  );
}
