// Every address of the website: one place knows where a page lies.
import type { PackageName } from '../package-name.ts';
import { windowsObjection } from '../windows-names.ts';
import { isSiteSection, type SiteSection, siteSections } from './site-sections.ts';

/** Where what is no page lies, whatever `site.path` says: a name that begins with a hyphen is no package's. */
export const siteFolder = '/-/site/';

/** Logical URLs as `OutputFile.url` has them: they begin with `/`, are not encoded, and a page's ends with `/`. */
export interface SiteUrls {
  /** The public URL's path, in which the registry lies: begins and ends with `/`. */
  readonly base: string;
  /** For the hosts that are told of it. */
  readonly place: SitePlace;
  readonly home: string;
  readonly search: string;
  readonly recent: string;
  readonly package: (name: string) => string;
  readonly version: (name: string, version: string) => string;
  readonly dependents: (name: string, prefix?: string) => string;
  /** Case does not count in a login: who differs in nothing else shares a page. */
  readonly user: (name: string, prefix?: string) => string;
  readonly org: (scope: string, prefix?: string) => string;
  readonly keyword: (keyword: string, prefix?: string) => string;
  /** Of the list of all names; `prefix` names a part of a long list. */
  readonly names: (prefix?: string) => string;
  /** Asked for at the root alone, whatever `site.path` says. */
  readonly robots: string;
  /** The page that shows any version, by `?package=<name>&version=<version>`. */
  readonly anyVersion: string;
  /** A file below `/-/site/`. */
  readonly file: (path: string) => string;
  /** As a page links to it: with the base in front, and encoded. */
  readonly href: (url: string) => string;
}

export interface SitePlace {
  /** Of the home page. */
  readonly path: string;
  /** Those that lie below it. */
  readonly sections: readonly SiteSection[];
}

export interface SiteUrlOptions {
  /** The registry's public URL. */
  readonly url: URL;
  /** `site.path`. */
  readonly path: string;
  /** Those that lie below `/-/site/`, see `sectionsOf`. */
  readonly moved: ReadonlySet<SiteSection>;
}

export function createSiteUrls({ url, path, moved }: SiteUrlOptions): SiteUrls {
  const base = url.pathname;
  const section = (name: SiteSection): string => `${moved.has(name) ? siteFolder : path}${name}`;
  // Below a path of its own all have gone, or none.
  const home = path !== '/' && moved.has('package') ? siteFolder : path;
  const packageUrl = (name: string): string => `${section('package')}/${name}/`;
  return {
    base,
    place: { path: home, sections: siteSections.filter((each) => !moved.has(each)) },
    home,
    search: `${section('search')}/`,
    recent: `${section('recent')}/`,
    package: packageUrl,
    version: (name, version) => `${packageUrl(name)}v/${version}/`,
    dependents: (name, prefix = '') => `${packageUrl(name)}dependents/${partOf(prefix)}`,
    user: (name, prefix = '') => `${section('~')}${name.toLowerCase()}/${partOf(prefix)}`,
    org: (scope, prefix = '') => `${section('org')}/${scopePart(scope)}/${partOf(prefix)}`,
    keyword: (keyword, prefix = '') => `${section('keyword')}/${keyword}/${partOf(prefix)}`,
    names: (prefix = '') => `${section('names')}/${partOf(prefix)}`,
    robots: moved.has('robots.txt') ? `${siteFolder}robots.txt` : '/robots.txt',
    anyVersion: `${siteFolder}version/`,
    file: (file) => `${siteFolder}${file}`,
    href: (target: string): string => `${base}${encodePath(target.slice(1))}`,
  };
}

function partOf(prefix: string): string {
  return prefix === '' ? '' : `${prefixPath(prefix)}/`;
}

/**
 * A part of a path that stands for any text, and for no other: letters and digits as they are, each other code unit as
 * `_` and four digits, as the first letter of a device's name on Windows. Lower case must be the caller's: some disks fold it.
 */
export function prefixPath(prefix: string): string {
  const path = prefix.replace(/[^a-z0-9]/g, escapedUnit);
  // The first letter is enough to make it another name.
  return isDevice(path) ? path.replace(/^./, escapedUnit) : path;
}

function escapedUnit(unit: string): string {
  return `_${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * The part of a path that stands for a scope, which npm let have capitals and stars once: an equals sign, which no scope
 * has, before what another disk would fold, and two before a device's name.
 */
export function scopePart(scope: string): string {
  const folded = scope
    .replaceAll('*', '=2a')
    .replace(/[A-Z]/g, (letter) => `=${letter.toLowerCase()}`)
    .replace(/\.$/, '.=');
  return isDevice(folded) ? `==${folded}` : folded;
}

function isDevice(name: string): boolean {
  return windowsObjection(name) !== undefined && /^[a-z]/.test(name);
}

/** The file of a list's node, without its extension: that of the whole list has a name that no prefix gives. */
export function nodeFileName(prefix: string): string {
  return prefix === '' ? 'root-node' : prefixPath(prefix);
}

/**
 * `@` and `~` stay: they are read as they are in every URL, and people know them so. Half a character of a damaged document
 * has no encoding: it leads nowhere.
 */
export function encodePath(path: string): string {
  return encodeURI(path.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replaceAll('#', '%23')
    .replaceAll('?', '%3F');
}

/**
 * The sections that lie below `/-/site/`, where no package can be. A package always keeps its URLs, whichever was there
 * first: what of the website would share one, or a path on some disk, with one of `names` has to go. Below a path of its
 * own the website shares none but with the package of that name, and goes there as a whole.
 */
export function sectionsOf(names: Iterable<PackageName>, path: string): ReadonlySet<SiteSection> {
  const [, first = ''] = path.toLowerCase().split('/', 2);
  const sections = new Set<SiteSection>();
  for (const name of names) {
    const lower = name.toLowerCase();
    if (lower === 'robots.txt') sections.add(lower);
    else if (first !== '') {
      if (lower === first) for (const each of belowPath) sections.add(each);
    } else if (lower.startsWith('~')) sections.add('~');
    else if (isSiteSection(lower)) sections.add(lower);
  }
  return sections;
}

const belowPath = siteSections.filter((section) => section !== 'robots.txt');
