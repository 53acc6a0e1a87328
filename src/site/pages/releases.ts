// The newest releases, as the home page and the page of recent releases list them.
import type { PackageSummary } from '../../model/summary.ts';
import type { Site } from '../site.ts';
import { packageHref, shownDescription } from './listing.ts';

/** The view of `release-rows.mustache`. */
export interface ReleasesView {
  readonly rows: readonly object[];
  readonly hasRows: boolean;
}

export function releasesView(site: Site, releases: readonly PackageSummary[]): ReleasesView {
  const rows = releases.map(({ name, latest, date, publisher, description }) => ({
    name,
    href: packageHref(site, name),
    version: latest,
    date: date.slice(0, 10),
    publisher: publisher.name,
    description: shownDescription(description),
  }));
  return { rows, hasRows: rows.length > 0 };
}
