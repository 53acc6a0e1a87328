// Which versions of a package have a page.
import { latestOf } from '../../model/summary.ts';
import type { Package, PackageVersion } from '../../model/package.ts';
import type { Version } from '../../version.ts';
import type { Site } from '../site.ts';
import type { SiteVersions } from '../site-config.ts';

/** Those with a page of their own, in semver order. */
export function versionsWithPage(pkg: Package, asked: SiteVersions): readonly PackageVersion[] {
  if (asked === 'none') return [];
  if (asked === 'all') return pkg.versions;
  const tagged = new Set(pkg.distTags.values());
  return pkg.versions.filter(({ version }) => tagged.has(version));
}

/** Those that any page is made of: what `PageDetails` is wanted for. */
export function detailedVersions(pkg: Package, asked: SiteVersions): readonly PackageVersion[] {
  const shown = versionsWithPage(pkg, asked);
  return shown.length > 0 ? shown : [latestOf(pkg)];
}

/** The next lower version that is still there: what the changes of a version are against. */
export function previousOf(pkg: Package, version: Version): PackageVersion | undefined {
  const index = pkg.versions.findIndex((each) => each.version === version);
  return index > 0 ? pkg.versions[index - 1] : undefined;
}

/** Where a version is shown: on its own page, else on the one that shows any version. */
export function versionLinks(site: Site, pkg: Package): (version: Version) => string {
  const { urls } = site;
  const own = new Set(versionsWithPage(pkg, site.config.versions).map(({ version }) => version));
  const query = new URLSearchParams({ package: pkg.name }).toString();
  // A version holds no character that would have to be encoded.
  const any = `${urls.href(urls.anyVersion)}?${query}&version=`;
  return (version) =>
    own.has(version) ? urls.href(urls.version(pkg.name, version)) : any + version;
}

/** Where a browser finds the tarball on any host. */
export function tarballHref(site: Site, name: string, file: string): string {
  const path = site.registryUrls.tarball
    .replace('{name}', () => name)
    .replace('{file}', () => file);
  return site.urls.href(`/${path}`);
}
