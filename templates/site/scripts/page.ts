// What the layout tells the scripts: where everything lies.
import type { PackageName } from '../../../src/package-name.ts';
import { encodePath } from '../../../src/site/site-urls.ts';
import { tarballNameOf } from '../../../src/tarball-name.ts';
import type { Version } from '../../../src/version.ts';

function told(key: string): string {
  const value = document.documentElement.dataset[key];
  if (value === undefined) throw new TypeError(`The layout has no data-${key}.`);
  return value;
}

/** `{name}/-/{file}` with what it stands for, ready for a request. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  const path = template.replace(/\{(\w+)\}/g, (text, key: string) => values[key] ?? text);
  return told('base') + encodePath(path);
}

export function packumentUrl(name: string): string {
  return filled(told('packument'), { name });
}

export function versionDocumentUrl(name: string, version: string): string {
  return filled(told('versionDocument'), { name, version });
}

export function tarballUrl(name: string, version: string): string {
  // The registry's own, as its documents and pages name them: a browser need not check them again.
  const file = tarballNameOf(name as PackageName, version as Version);
  return filled(told('tarball'), { name, version, file });
}

/** Of a file below `/-/site/`. */
export function siteFileUrl(path: string): string {
  return told('site') + encodePath(path);
}

export function packageHref(name: string): string {
  return `${told('packages')}/${encodePath(name)}/`;
}

/** Of the page that shows any version. */
export function anyVersionHref(name: string, version: string): string {
  const params = new URLSearchParams({ package: name, version });
  return `${told('anyVersion')}?${params.toString()}`;
}

export function searchHref(): string {
  return told('search');
}

/** What becomes of pictures that lie on other sites: `site.images` of the configuration. */
export function imagePolicy(): 'ask' | 'load' | 'never' {
  const policy = told('images');
  return policy === 'load' || policy === 'never' ? policy : 'ask';
}

/** This page's address with another query, `?…` or empty: whole, since a path may begin with two slashes. */
export function addressWith(search: string, hash = ''): URL {
  const address = new URL(location.href);
  address.search = search;
  address.hash = hash;
  return address;
}

/** Of the registry, as clients are told it. */
export function registryUrl(): URL {
  return new URL(told('base'), location.href);
}
