import { packageDocument } from '../host/document-names.ts';
import type { HostPreset } from '../host/host-preset.ts';
import { isJsonObject, own } from '../json.ts';
import { versionOf } from '../version.ts';
import { type BuiltFolder, parseObject } from './built-folder.ts';
import { findPackages } from './find-packages.ts';
import { tarballPath } from './tarball-place.ts';

/**
 * The public base, as the first tarball URL that has the layout's form shows it, `undefined` when none has. The URLs
 * of tarballs that are here go before: those of other registries may have the same form.
 */
export async function findBase(
  folder: BuiltFolder,
  preset: HostPreset,
): Promise<string | undefined> {
  let base: string | undefined;
  for (const name of await findPackages(folder, preset)) {
    const [path = ''] = preset.layout.pathsOf(packageDocument(name, 'packument'));
    const packument = parseObject(await folder.read(path));
    const versions = packument === undefined ? undefined : own(packument, 'versions');
    for (const [key, entry] of Object.entries(isJsonObject(versions) ? versions : {})) {
      const version = versionOf(key);
      const dist = isJsonObject(entry) ? own(entry, 'dist') : undefined;
      const url = isJsonObject(dist) ? own(dist, 'tarball') : undefined;
      if (version === undefined || typeof url !== 'string') continue;
      const tail = preset.layout.tarballUrl(name, version);
      if (!url.endsWith(`/${tail}`)) continue;
      base ??= url.slice(0, -tail.length);
      const bytes = await folder.read(tarballPath(preset, name, version));
      if (bytes !== undefined) return url.slice(0, -tail.length);
    }
  }
  return base;
}
