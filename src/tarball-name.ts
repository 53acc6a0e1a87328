import { basenameOf, type PackageName, scopeOf } from './package-name.ts';
import { type Version, versionOf } from './version.ts';

/** `ui-2.0.0.tgz`: the file's canonical name, in the repository and at the end of `dist.tarball`. */
export function tarballNameOf(name: PackageName, version: Version): string {
  return `${basenameOf(name)}-${version}.tgz`;
}

/**
 * The version that a tarball's file name speaks of: `ui-2.0.0.tgz`, or npm pack's `acme-ui-2.0.0.tgz`, in a
 * folder `@acme/ui`; `undefined` when the name does not belong to the package. A pointer's `.json` and an old
 * `.tar.gz` are not part of it.
 */
export function versionInFileName(name: PackageName, fileName: string): Version | undefined {
  if (!fileName.endsWith('.tgz')) return undefined;
  const stem = fileName.slice(0, -'.tgz'.length);
  const scope = scopeOf(name);
  const prefixes = [
    `${basenameOf(name)}-`,
    ...(scope === undefined ? [] : [`${scope}-${basenameOf(name)}-`]),
  ];
  for (const prefix of prefixes) {
    const version = stem.startsWith(prefix) ? versionOf(stem.slice(prefix.length)) : undefined;
    if (version !== undefined) return version;
  }
  return undefined;
}
