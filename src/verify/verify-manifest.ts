// Does a version's entry follow from its tarball?
import { isDeepStrictEqual } from 'node:util';
import type { Tarball } from '../inspect/tarball.ts';
import { hasIntegrity, hexOfSha512, integrityOfHex } from '../integrity.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { manifestOf } from '../model/manifest.ts';
import { hasInstallScript } from '../model/manifest-scripts.ts';
import { jsonText } from '../json-text.ts';

/** What a registry adds that no tarball can confirm. */
const registryFields: ReadonlySet<string> = new Set([
  '_npmUser',
  '_stillpack',
  'deprecated',
  'dist',
  'maintainers',
]);

/** Names of the fields, but for hashes, that are not what the tarball makes them, sorted as they stand. */
export function manifestDifferences(entry: JsonObject, tarball: Tarball): readonly string[] {
  const manifest = manifestOf(tarball);
  const expected = asJson({
    ...gitHeadIn(entry),
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

/** What no tarball can confirm, where it is a commit; a tarball that says it itself is believed. */
function gitHeadIn(entry: JsonObject): JsonObject {
  const gitHead = own(entry, 'gitHead');
  return typeof gitHead === 'string' && /^[0-9a-f]{40,64}$/.test(gitHead) ? { gitHead } : {};
}

/** What an entry must say of itself, whatever its tarball holds. */
export function identityDifferences(
  entry: JsonObject,
  { name, version }: Pick<Tarball, 'name' | 'version'>,
): readonly string[] {
  return Object.entries({ name, version, _id: `${name}@${version}` })
    .filter(([field, value]) => own(entry, field) !== value)
    .map(([field]) => field);
}

/** The hashes in an entry's `dist` that are not of these bytes. */
export function hashDifferences(entry: JsonObject, bytes: Uint8Array): readonly string[] {
  const dist = own(entry, 'dist');
  const fields = isJsonObject(dist) ? dist : {};
  const integrity = own(fields, 'integrity');
  const shasum = own(fields, 'shasum');
  const isSha512 = hexOfSha512(integrity) !== undefined && hasIntegrity(bytes, String(integrity));
  const isSha1 =
    typeof shasum === 'string' &&
    /^[0-9a-f]{40}$/.test(shasum) &&
    hasIntegrity(bytes, integrityOfHex(shasum, 'sha1'));
  return [...(isSha512 ? [] : ['dist.integrity']), ...(isSha1 ? [] : ['dist.shasum'])];
}

function distDifferences(dist: unknown, { fileCount, unpackedSize }: Tarball): readonly string[] {
  if (!isJsonObject(dist)) return ['dist'];
  return Object.entries({ fileCount, unpackedSize })
    .filter(([field, value]) => own(dist, field) !== value)
    .map(([field]) => `dist.${field}`);
}

/** As it comes back from a file. */
function asJson(value: JsonObject): JsonObject {
  const parsed: unknown = JSON.parse(jsonText(value));
  return isJsonObject(parsed) ? parsed : {};
}
