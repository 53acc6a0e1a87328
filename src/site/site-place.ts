// Where the website of a registry lies once the registry's own URLs have theirs.
import type { PackageName } from '../package-name.ts';
import { type SiteSection, siteSections } from './site-sections.ts';
import { sectionsOf, siteFolder } from './site-urls.ts';

/** As `createSiteUrls` and a host's `HostContext.site` ask for it. */
export interface SitePlace {
  /** `site.path`; `/-/site/` where a package has its first segment as a name. */
  readonly path: string;
  /** Those that lie below `/-/site/`, since a package has their place. */
  readonly moved: ReadonlySet<SiteSection>;
  /** The others. */
  readonly sections: readonly SiteSection[];
}

/**
 * A package always keeps its URLs, whichever was there first: what of the website would share one, or on some disk a
 * path, with one of `names` lies below `/-/site/`, where no package can be. Other names need not be given.
 */
export function sitePlaceOf(path: string, names: Iterable<PackageName>): SitePlace {
  const all = [...names];
  const taken = sectionsOf(all);
  const [, first = ''] = path.split('/', 2);
  const isTaken = all.some((name) => name.toLowerCase() === first.toLowerCase());
  // Below a path of its own the website shares no URL with any package but the one of that name.
  const isAtRoot = path === '/';
  const moved = new Set([...taken].filter((section) => isAtRoot || section === 'robots.txt'));
  return {
    path: isTaken ? siteFolder : path,
    moved,
    sections: siteSections.filter((section) => !moved.has(section)),
  };
}
