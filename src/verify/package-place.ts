import type { HostPreset } from '../host/host-preset.ts';
import type { PackageName } from '../package-name.ts';
import type { BuiltFolder } from './built-folder.ts';

/** A package of the folder that is verified. */
export interface PackagePlace {
  readonly folder: BuiltFolder;
  readonly preset: HostPreset;
  readonly name: PackageName;
}
