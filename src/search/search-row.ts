import type { Person } from '../model/package.ts';
import type { PackageSummary } from '../model/summary.ts';

/** What a search looks at of a package, and shows. */
export interface SearchRow extends Omit<PackageSummary, 'collaborators'> {
  /** As package.json of `latest` names its author. */
  readonly author: Person | undefined;
  /** Whether `latest` is: it is then what anybody would install. */
  readonly deprecated: boolean;
}
