// Whether the manifest that a client sends is that of the tarball it sends: else what people see is not what they get.
import { isDeepStrictEqual } from 'node:util';
import type { Tarball } from '../inspect/tarball.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { manifestOf } from '../model/manifest.ts';

/** What decides which code is installed and run. */
const compared = [
  'name',
  'version',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bundleDependencies',
  'bin',
  'scripts',
  'engines',
  'os',
  'cpu',
];

/**
 * The fields in which a sent manifest says something else than the tarball's package.json, both normalised alike; what
 * a client leaves out of its own accord (empty objects) says nothing.
 */
export function disagreeingFields(sent: JsonObject, tarball: Tarball): readonly string[] {
  const ours = manifestOf(tarball);
  const theirs = manifestOf({ ...tarball, manifest: sent });
  return compared.filter((key) => {
    if (key === 'name' || key === 'version') return own(sent, key) !== own(ours, key);
    return !isDeepStrictEqual(said(own(ours, key)), said(own(theirs, key)));
  });
}

/** Keys in one order; what is empty is not there. */
function said(value: unknown): unknown {
  if (Array.isArray(value))
    return value.length === 0 ? undefined : [...(value as unknown[])].sort();
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  return entries.length === 0 ? undefined : new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
