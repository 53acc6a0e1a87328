import type { PackageVersion } from '../model/package.ts';

/** JSON text of `{"versions": {…}}`, made of entries that are texts already: nothing is parsed or rendered twice. */
export function versionsMember(
  entries: readonly { readonly version: PackageVersion; readonly entry: string }[],
): string {
  const members = entries.map(
    ({ version, entry }) => `${JSON.stringify(version.version)}:${entry}`,
  );
  return `{"versions":{${members.join(',')}}}`;
}
