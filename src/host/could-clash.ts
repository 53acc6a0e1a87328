import type { PackageName } from '../package-name.ts';
import { folded } from './claims.ts';

/**
 * Whether two names could stand in each other's way in any layout: they differ in case only, or by endings that a
 * layout adds to make a file's name. Quick, for the one new name among many; `nameClashesOf` decides.
 */
export function couldClash(a: PackageName, b: PackageName): boolean {
  return a !== b && stemOf(a) === stemOf(b);
}

function stemOf(name: PackageName): string {
  return folded(name).replace(/(?:\.(?:html|json))+$/, '');
}
