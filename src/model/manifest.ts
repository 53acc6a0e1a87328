// package.json as a registry's manifest: what npm publish makes of it, from the tarball's bytes alone.
import type { Tarball } from '../inspect/tarball.ts';
import type { JsonObject } from '../json.ts';
import { aboutFields } from './manifest-about.ts';
import { dependencyFields } from './manifest-dependencies.ts';
import { fileFields } from './manifest-files.ts';
import { scriptFields } from './manifest-scripts.ts';

/** The registry's own fields: a package.json that has them speaks of something it cannot know. */
const registryFields: ReadonlySet<string> = new Set([
  'deprecated',
  'dist',
  'hasInstallScript',
  'maintainers',
  'name',
  'readme',
  'readmeFilename',
  'version',
]);

/**
 * The manifest of a tarball: name and version first, then package.json's fields in their order, normalised as
 * `npm publish` does (@npmcli/package-json 7, `prepare`), then what it left out.
 *
 * Total: a field of a kind that npm would choke on is dropped, any other stands as it is. Fields that begin with an
 * underscore are dropped, as npm does; so are `registryFields`.
 */
export function manifestOf(tarball: Tarball): JsonObject {
  const { manifest, name, version } = tarball;
  const fields = new Map<string, unknown>(
    Object.entries({
      ...aboutFields(tarball),
      ...dependencyFields(manifest),
      ...fileFields(tarball),
      ...scriptFields(manifest, tarball.hasBindingGyp),
    }),
  );
  const kept: (readonly [string, unknown])[] = [];
  for (const [key, value] of Object.entries(manifest)) {
    if (key.startsWith('_') || registryFields.has(key)) continue;
    kept.push([key, fields.has(key) ? fields.get(key) : value]);
    fields.delete(key);
  }
  const all = [...kept, ...fields].filter(([, value]) => value !== undefined);
  return Object.fromEntries([['name', name], ['version', version], ...all]);
}
