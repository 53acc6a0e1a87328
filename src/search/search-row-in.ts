import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { Person } from '../model/package.ts';
import { aboutManifest } from '../model/summary.ts';
import { packageNameOf } from '../package-name.ts';
import { versionOf } from '../version.ts';
import type { SearchRow } from './search-row.ts';

/** What a search looks at, as the packument tells it; `undefined` for one that has no latest version. */
export function searchRowIn(
  packument: JsonObject,
  { isPublic }: { readonly isPublic: boolean },
): SearchRow | undefined {
  const name = packageNameOf(own(packument, 'name'));
  const latest = versionOf(own(objectIn(packument, 'dist-tags'), 'latest'));
  const versions = objectIn(packument, 'versions');
  if (name === undefined || latest === undefined) return undefined;
  const manifest = objectIn(versions, latest);
  const time = objectIn(packument, 'time');
  const maintainers = own(packument, 'maintainers');
  return {
    name,
    latest,
    ...aboutManifest(manifest),
    author: authorIn(own(manifest, 'author')),
    deprecated: typeof own(manifest, 'deprecated') === 'string',
    date: textIn(time, latest),
    modified: textIn(packument, 'modified'),
    publisher: personIn(own(manifest, '_npmUser')),
    maintainers: Array.isArray(maintainers) ? maintainers.map(personIn) : [],
    access: isPublic ? 'public' : 'restricted',
    versionCount: Object.keys(versions).length,
  };
}

/** Normalised manifests have an object where package.json may have a text. */
function authorIn(value: unknown): Person | undefined {
  return isJsonObject(value) && typeof own(value, 'name') === 'string'
    ? personIn(value)
    : undefined;
}

function personIn(value: unknown): Person {
  const [name, email] = isJsonObject(value) ? [own(value, 'name'), own(value, 'email')] : [];
  return {
    name: typeof name === 'string' ? name : '',
    ...(typeof email === 'string' && { email }),
  };
}

function objectIn(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return isJsonObject(value) ? value : {};
}

function textIn(object: JsonObject, key: string): string {
  const value = own(object, key);
  return typeof value === 'string' ? value : '';
}
