import type { HostPreset } from '../host/host-preset.ts';
import type { PackageName } from '../package-name.ts';
import type { BuiltFolder } from './built-folder.ts';

/** Where the documents below `/-/` lie. */
export function registryFolderOf({ layout }: HostPreset): string {
  return layout.name === 'object' ? 'registry/-' : '-';
}

/** A package of the folder that is verified. */
export interface PackagePlace {
  readonly folder: BuiltFolder;
  readonly preset: HostPreset;
  readonly name: PackageName;
}
