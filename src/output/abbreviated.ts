// The packument in the form that install commands negotiate for.
import { joinObjects, jsonText } from '../json-text.ts';
import type { Package } from '../model/package.ts';
import { textFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';
import type { VersionEntry } from './package-entries.ts';
import { abbreviatedEntryOf } from './version-entry.ts';
import { versionsMember } from './versions-member.ts';

/**
 * GET /<name> with Accept: application/vnd.npm.install-v1+json
 *
 * `modified` is what pnpm's release-age gate looks at first; `_id`, `_rev` and `readme` would make npm take the
 * document for the full one.
 */
export function abbreviatedFile(pkg: Package, entries: readonly VersionEntry[]): OutputFile {
  const head = jsonText({
    name: pkg.name,
    modified: pkg.modified,
    'dist-tags': Object.fromEntries(pkg.distTags),
  });
  const versions = versionsMember(
    entries.map(({ version, facts }) => ({ version, entry: abbreviatedEntryOf(version, facts) })),
  );
  return textFile(
    {
      url: `/${pkg.name}`,
      kind: 'abbreviated',
      owner: pkg.name,
      date: new Date(pkg.modified),
      contentType: 'application/vnd.npm.install-v1+json',
    },
    joinObjects(head, versions),
  );
}
