// The pages that are about no package in particular.
import type { Directory } from '../../model/directory.ts';
import type { RegistrySummary } from '../../model/registry-summary.ts';
import type { OutputFile } from '../../output/output-file.ts';
import type { Site } from '../site.ts';
import { opensearchFile, robotsFile, sitemapIndexFile } from './for-robots.ts';
import { homePage, recentPage } from './home.ts';
import { anyVersionPage, notFoundFile, searchPage } from './shells.ts';

/** Those that any publish may change: none of them grows with the registry. */
export function recentPages(
  site: Site,
  {
    summary,
    directory,
    leaves,
    date,
  }: {
    readonly summary: RegistrySummary;
    readonly directory: Directory;
    /** Of the list of names. */
    readonly leaves: readonly string[];
    readonly date: Date;
  },
): readonly OutputFile[] {
  const scopes = [...directory.orgs.keys()];
  return [
    homePage(site, { summary, scopes, date }),
    recentPage(site, { summary, date }),
    sitemapIndexFile(site, { prefixes: leaves, date }),
  ];
}

/** Those that only another configuration changes. */
export function fixedPages(site: Site, date: Date): readonly OutputFile[] {
  return [
    searchPage(site, { date }),
    anyVersionPage(site, { date }),
    notFoundFile(site, { date }),
    opensearchFile(site, { date }),
    robotsFile(site, { date }),
  ];
}
