// The full packument.
import { createHash } from 'node:crypto';
import { type JsonObject, own } from '../json.ts';
import { joinObjects, jsonText } from '../json-text.ts';
import type { Package } from '../model/package.ts';
import { latestOf } from '../model/summary.ts';
import { manifestIn } from '../model/version-fragment.ts';
import { textFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';
import type { VersionEntry } from './package-entries.ts';
import { readmeFields } from './readme-fields.ts';
import { versionsMember } from './versions-member.ts';

/** What npm's registry lifts from the latest version to the top. */
const lifted = ['repository', 'homepage', 'bugs', 'license', 'keywords', 'author'];

/**
 * GET /<name>
 *
 * Always with `time` for every version: yarn 4 refuses a packument without it. `modified` stands in `time` and at
 * the top, where pnpm looks for it.
 */
export async function packumentFile(
  pkg: Package,
  entries: readonly VersionEntry[],
  { readme }: { readonly readme: boolean },
): Promise<OutputFile> {
  const latest = latestOf(pkg);
  const manifest = manifestIn(latest.fragment);
  const parts = [
    jsonText({
      name: pkg.name,
      ...pick(manifest, ['description']),
      'dist-tags': Object.fromEntries(pkg.distTags),
    }),
    versionsMember(entries),
    jsonText({
      time: timesOf(pkg),
      modified: pkg.modified,
      maintainers: pkg.maintainers,
      ...pick(manifest, lifted),
      ...(pkg.stars.length > 0
        ? { users: Object.fromEntries(pkg.stars.map((user) => [user, true])) }
        : {}),
    }),
    readme ? await readmeFields(latest) : '{}',
  ];
  const content = parts.reduce(joinObjects);
  const revision = `${pkg.revision}-${createHash('md5').update(content).digest('hex')}`;
  return textFile(
    {
      url: `/${pkg.name}`,
      kind: 'packument',
      owner: pkg.name,
      date: new Date(pkg.modified),
    },
    joinObjects(jsonText({ _id: pkg.name, _rev: revision }), content),
  );
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
