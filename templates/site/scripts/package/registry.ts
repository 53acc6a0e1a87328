// Where the registry's documents and the website's pages lie, by what the page says of it.

export interface Registry {
  packument(name: string): string;
  versionDocument(name: string, version: string): string;
  tarball(name: string, version: string): string;
  /** The page of the package's latest version. */
  packagePage(name: string): string;
  dependentsPage(name: string): string;
  /** The page that shows any version. */
  versionPage(name: string, version: string): string;
  readonly searchPage: string;
  /** A file of the website's own. */
  siteFile(path: string): string;
}

/** From the attributes of `<html>`. Names and versions must have been parsed. */
export function createRegistry(data: DOMStringMap): Registry {
  const base = data['base'] ?? '/';
  const packages = data['packages'] ?? `${base}package`;
  const anyVersion = data['anyVersion'] ?? `${base}-/site/version/`;
  const document = (template: string | undefined, values: Record<string, string>): string =>
    base + (template ?? '').replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
  return {
    packument: (name) => document(data['packument'], { name }),
    versionDocument: (name, version) => document(data['versionDocument'], { name, version }),
    tarball: (name, version) =>
      document(data['tarball'], {
        name,
        version,
        file: `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`,
      }),
    packagePage: (name) => `${packages}/${name}/`,
    dependentsPage: (name) => `${packages}/${name}/dependents/`,
    versionPage: (name, version) =>
      `${anyVersion}?package=${encodeURIComponent(name)}&version=${encodeURIComponent(version)}`,
    searchPage: data['search'] ?? `${base}search/`,
    siteFile: (path) => (data['site'] ?? `${base}-/site/`) + path,
  };
}
