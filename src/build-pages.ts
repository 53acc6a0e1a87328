// The website's files of one package.
import prerelease from 'semver/functions/prerelease.js';
import type { Package } from './model/package.ts';
import { latestOf } from './model/summary.ts';
import { own } from './json.ts';
import { manifestIn } from './model/version-fragment.ts';
import type { OutputFile } from './output/output-file.ts';
import type { DetailsByVersion } from './page-details.ts';
import { packagePages } from './site/package/package-page.ts';
import { versionsWithPage } from './site/package/shown-versions.ts';
import { badgeFiles } from './site/pages/badges.ts';
import { feedLinks } from './site/pages/feed-links.ts';
import { feedFiles } from './site/pages/feeds.ts';
import type { Site } from './site/site.ts';

/** For a package that every reader may know of. */
export function pagesOf(
  site: Site,
  pkg: Package,
  versions: DetailsByVersion,
): readonly OutputFile[] {
  const { name } = pkg;
  const { version } = latestOf(pkg);
  const date = new Date(pkg.modified);
  return [
    ...packagePages(site, pkg, { versions, feeds: feedLinks(site, { package: name }) }),
    ...feedsOf(site, pkg),
    ...badgeFiles(site, {
      ...{ package: name, version, date },
      isPrerelease: prerelease(version) !== null,
    }),
  ];
}

function feedsOf(site: Site, pkg: Package): readonly OutputFile[] {
  const shown = new Set(versionsWithPage(pkg, site.config.versions));
  const entries = pkg.versions.map((version) => {
    const description = own(manifestIn(version.fragment), 'description');
    return {
      ...{ package: pkg.name, version: version.version, date: version.time },
      publisher: version.publisher.name,
      description: typeof description === 'string' ? description : '',
      isPrerelease: prerelease(version.version) !== null,
      hasPage: shown.has(version),
    };
  });
  return feedFiles(site, { package: pkg.name, entries, date: new Date(pkg.modified) });
}
