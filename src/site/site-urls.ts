// Every address of the website: one place knows where a page lies.
import type { PackageName } from '../package-name.ts';
import { isSiteSection, type SiteSection } from './site-sections.ts';

/** Where what is no page lies, whatever `site.path` says: a name that begins with a hyphen is no package's. */
export const siteFolder = '/-/site/';

/** Logical URLs as `OutputFile.url` has them: they begin with `/`, are not encoded, and a page's ends with `/`. */
export interface SiteUrls {
  /** The public URL's path, in which the registry lies: begins and ends with `/`. */
  readonly base: string;
  readonly home: string;
  readonly search: string;
  readonly recent: string;
  package(name: string): string;
  version(name: string, version: string): string;
  dependents(name: string, prefix?: string): string;
  user(name: string): string;
  org(scope: string): string;
  keyword(keyword: string): string;
  /** Of the list of all names; `prefix` names a part of a long list. */
  names(prefix?: string): string;
  /** Asked for at the root alone, whatever `site.path` says. */
  readonly robots: string;
  /** The page that shows any version, by `?package=<name>&version=<version>`. */
  readonly anyVersion: string;
  /** A file below `/-/site/`. */
  file(path: string): string;
  /** As a page links to it: with the base in front, and encoded. */
  href(url: string): string;
}

export interface SiteUrlOptions {
  /** The registry's public URL. */
  readonly url: URL;
  /** `site.path`. */
  readonly path: string;
  /** Those whose place a package has: they lie below `/-/site/`. */
  readonly moved: ReadonlySet<SiteSection>;
}

export function createSiteUrls({ url, path, moved }: SiteUrlOptions): SiteUrls {
  const base = url.pathname;
  const section = (name: SiteSection): string => `${moved.has(name) ? siteFolder : path}${name}`;
  const packageUrl = (name: string): string => `${section('package')}/${name}/`;
  return {
    base,
    home: path,
    search: `${section('search')}/`,
    recent: `${section('recent')}/`,
    package: packageUrl,
    version: (name, version) => `${packageUrl(name)}v/${version}/`,
    dependents: (name, prefix = '') => `${packageUrl(name)}dependents/${partOf(prefix)}`,
    user: (name) => `${section('~')}${name}/`,
    org: (scope) => `${section('org')}/${scope}/`,
    keyword: (keyword) => `${section('keyword')}/${keyword}/`,
    names: (prefix = '') => `${section('names')}/${partOf(prefix)}`,
    robots: moved.has('robots.txt') ? `${siteFolder}robots.txt` : '/robots.txt',
    anyVersion: `${siteFolder}version/`,
    file: (file) => `${siteFolder}${file}`,
    href: (target) => `${base}${encodePath(target.slice(1))}`,
  };
}

function partOf(prefix: string): string {
  return prefix === '' ? '' : `${prefixPath(prefix)}/`;
}

/**
 * A part of a path that stands for any text, and for no other: letters and digits as they are, each other code unit as
 * `_` and four digits. Lower case must be the caller's: some disks fold it.
 */
export function prefixPath(prefix: string): string {
  return prefix.replace(
    /[^a-z0-9]/g,
    (unit) => `_${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `@` and `~` stay: they are read as they are in every URL, and people know them so. */
function encodePath(path: string): string {
  return encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F');
}

/** The sections whose place one of these packages has. */
export function sectionsOf(names: Iterable<PackageName>): ReadonlySet<SiteSection> {
  const sections = new Set<SiteSection>();
  for (const name of names) {
    const lower = name.toLowerCase();
    if (lower.startsWith('~')) sections.add('~');
    else if (isSiteSection(lower)) sections.add(lower);
  }
  return sections;
}
