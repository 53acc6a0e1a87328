// What a build keeps of the registry as a whole; of a size that does not grow with it, problems aside.
import type { HistoryState } from '../source/landing.ts';
import type { RegistrySummary } from '../model/registry-summary.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import type { Oid } from '../source/git-engine.ts';
import type { SiteSection } from '../site/site-sections.ts';
import type { FolderSize } from '../write/folder-size.ts';

export interface BuildState {
  readonly commit: Oid;
  readonly history: HistoryState;
  readonly summary: RegistrySummary;
  /** How many packages could not be placed beside others: whoever comes or goes may change that. */
  readonly clashes: number;
  /** Those of packages that have some. */
  readonly problems: ReadonlyMap<PackageName, readonly Problem[]>;
  /** Those of no package. */
  readonly otherProblems: readonly Problem[];
  /** Those of documents and pages that span packages: which of them are left is known to who writes all of them. */
  readonly spanningProblems: readonly Problem[];
  /** What all packages have in the output folder, and what spans them. */
  readonly packages: FolderSize;
  readonly registry: FolderSize;
  /** What the website's lists have there. */
  readonly pages: FolderSize;
  /** The leaves of the website's list of names, which have a sitemap each. */
  readonly leaves: readonly string[];
  /** Sections of the website that are out of the way of packages with their names. */
  readonly moved: readonly SiteSection[];
}
