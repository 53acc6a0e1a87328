// The packument in the form that install commands negotiate for.
import type { JsonObject } from '../json.ts';
import type { Package } from '../model/package.ts';
import { jsonFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';
import type { VersionEntry } from './package-entries.ts';

/** The fields that the npm registry's package-metadata document lists, and what it has learnt since (`libc`, …). */
const installFields: ReadonlySet<string> = new Set([
  '_hasShrinkwrap',
  'acceptDependencies',
  'bin',
  'bundleDependencies',
  'cpu',
  'dependencies',
  'deprecated',
  'devDependencies',
  'directories',
  'dist',
  'engines',
  'funding',
  'hasInstallScript',
  'libc',
  'name',
  'optionalDependencies',
  'os',
  'peerDependencies',
  'peerDependenciesMeta',
  'version',
]);

/**
 * GET /<name> with Accept: application/vnd.npm.install-v1+json
 *
 * `modified` is what pnpm's release-age gate looks at first; `_id`, `_rev` and `readme` would make npm take the
 * document for the full one.
 */
export function abbreviatedFile(pkg: Package, entries: readonly VersionEntry[]): OutputFile {
  const versions = entries.map(
    ({ version, entry }) => [version.version, abbreviate(entry)] as const,
  );
  return jsonFile(
    {
      url: `/${pkg.name}`,
      kind: 'abbreviated',
      owner: pkg.name,
      date: new Date(pkg.modified),
      contentType: 'application/vnd.npm.install-v1+json',
    },
    {
      name: pkg.name,
      modified: pkg.modified,
      'dist-tags': Object.fromEntries(pkg.distTags),
      versions: Object.fromEntries(versions),
    },
  );
}

function abbreviate(entry: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => installFields.has(key)));
}
