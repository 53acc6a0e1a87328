// The website's files of one package.
import prerelease from 'semver/functions/prerelease.js';
import type { PlacedContext } from './build-context.ts';
import type { Package } from './model/package.ts';
import { latestOf } from './model/summary.ts';
import { own } from './json.ts';
import { manifestIn } from './model/version-fragment.ts';
import type { OutputFile } from './output/output-file.ts';
import type { DetailsByVersion } from './page-details.ts';
import { packagePages } from './site/package/package-page.ts';
import { versionsWithPage } from './site/package/shown-versions.ts';
import { badgeFiles } from './site/pages/badges.ts';
import { feedFiles, feedLinks } from './site/pages/feeds.ts';
import type { Site } from './site/site.ts';

/** None where there is no website, nor for a package that not every reader may know of. */
export function pagesOf(
  { site }: PlacedContext,
  pkg: Package,
  versions: DetailsByVersion,
): readonly OutputFile[] {
  if (site === undefined || !isShown(pkg, site)) return [];
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

/** Whether readers of the website may know of the package. */
export function isShown(
  { access }: Pick<Package, 'access'>,
  options: { readonly protected: boolean },
): boolean {
  return options.protected || access === 'public';
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
