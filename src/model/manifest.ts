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
  const mended = new Map([
    ...Object.entries(aboutFields(tarball)),
    ...Object.entries(dependencyFields(manifest)),
    ...Object.entries(fileFields(tarball)),
    ...Object.entries(scriptFields(manifest, tarball.hasBindingGyp)),
  ]);
  const all: [string, unknown][] = [
    ['name', name],
    ['version', version],
  ];
  for (const entry of Object.entries(manifest)) {
    const [key] = entry;
    if (key.startsWith('_') || registryFields.has(key)) continue;
    all.push(mended.has(key) ? [key, mended.get(key)] : entry);
    mended.delete(key);
  }
  all.push(...mended);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
