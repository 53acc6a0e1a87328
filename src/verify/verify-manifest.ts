// Does a version's entry follow from its tarball?
import { isDeepStrictEqual } from 'node:util';
import type { Tarball } from '../inspect/tarball.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { manifestOf } from '../model/manifest.ts';
import { hasInstallScript } from '../model/manifest-scripts.ts';
import { jsonText } from '../output/json-document.ts';

/** What a registry adds that no tarball can confirm. */
const registryFields: ReadonlySet<string> = new Set([
  '_npmUser',
  '_stillpack',
  'deprecated',
  'dist',
  'maintainers',
]);

/** What of `dist` the bytes decide. */
const distFields = ['integrity', 'shasum', 'fileCount', 'unpackedSize'];

/** Names of the fields that are not what the tarball makes them, sorted as they stand. */
export function manifestDifferences(entry: JsonObject, tarball: Tarball): readonly string[] {
  const manifest = manifestOf(tarball);
  const expected = asJson({
    ...manifest,
    _id: `${tarball.name}@${tarball.version}`,
    _hasShrinkwrap: tarball.hasShrinkwrap,
    ...(hasInstallScript(manifest) ? { hasInstallScript: true } : {}),
  });
  const keys = new Set([...Object.keys(expected), ...Object.keys(entry)]);
  const differing = [...keys].filter(
    (key) => !registryFields.has(key) && !isDeepStrictEqual(own(entry, key), own(expected, key)),
  );
  return [...differing, ...distDifferences(own(entry, 'dist'), tarball)];
}

function distDifferences(dist: unknown, tarball: Tarball): readonly string[] {
  if (!isJsonObject(dist)) return ['dist'];
  const { integrity, shasum, unpackedSize, entries } = tarball;
  const expected: JsonObject = { integrity, shasum, unpackedSize, fileCount: entries.length };
  return distFields
    .filter((field) => own(dist, field) !== own(expected, field))
    .map((field) => `dist.${field}`);
}

/** As it comes back from a file. */
function asJson(value: JsonObject): JsonObject {
  const parsed: unknown = JSON.parse(jsonText(value));
  return isJsonObject(parsed) ? parsed : {};
}
