// The full packument.
import { createHash } from 'node:crypto';
import { type JsonObject, own } from '../json.ts';
import type { Package } from '../model/package.ts';
import { latestOf } from '../model/summary.ts';
import { jsonText, textFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';
import type { VersionEntry } from './package-entries.ts';
import { readmeFields } from './readme-fields.ts';

/** What npm's registry lifts from the latest version to the top. */
const lifted = ['repository', 'homepage', 'bugs', 'license', 'keywords', 'author'];

/**
 * GET /<name>
 *
 * Always with `time` for every version: yarn 4 refuses a packument without it. `modified` stands in `time` and at
 * the top, where pnpm looks for it.
 */
export function packumentFile(
  pkg: Package,
  entries: readonly VersionEntry[],
  { readme }: { readonly readme: boolean },
): OutputFile {
  const content = jsonText(contentOf(pkg, entries, readme));
  const revision = `${pkg.revision}-${createHash('md5').update(content).digest('hex')}`;
  const head = jsonText({ _id: pkg.name, _rev: revision });
  return textFile(
    {
      url: `/${pkg.name}`,
      kind: 'packument',
      owner: pkg.name,
      date: new Date(pkg.modified),
    },
    `${head.slice(0, -1)},${content.slice(1)}`,
  );
}

function contentOf(pkg: Package, entries: readonly VersionEntry[], readme: boolean): JsonObject {
  const { manifest, tarball } = latestOf(pkg);
  return {
    name: pkg.name,
    ...pick(manifest, ['description']),
    'dist-tags': Object.fromEntries(pkg.distTags),
    versions: Object.fromEntries(entries.map(({ version, entry }) => [version.version, entry])),
    time: timesOf(pkg),
    modified: pkg.modified,
    maintainers: pkg.maintainers,
    ...pick(manifest, lifted),
    ...(pkg.stars.length > 0
      ? { users: Object.fromEntries(pkg.stars.map((user) => [user, true])) }
      : {}),
    ...(readme ? readmeFields(tarball) : {}),
  };
}

function timesOf(pkg: Package): JsonObject {
  return {
    created: pkg.created,
    modified: pkg.modified,
    ...Object.fromEntries(pkg.versions.map(({ version, time }) => [version, time])),
  };
}

function pick(manifest: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter((key) => own(manifest, key) !== undefined).map((key) => [key, own(manifest, key)]),
  );
}
