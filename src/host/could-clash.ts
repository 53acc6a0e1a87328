import { type PackageName, scopeOf } from '../package-name.ts';
import { folded } from './claims.ts';

/**
 * Whether two names could stand in each other's way in any layout: they, or the folders of their scopes, differ in case
 * only, or they by endings that a layout adds to make a file's name. Quick, for the one new name among many;
 * `nameClashesOf` decides.
 */
export function couldClash(a: PackageName, b: PackageName): boolean {
  return a !== b && (stemOf(a) === stemOf(b) || haveTwinScopes(a, b));
}

function stemOf(name: PackageName): string {
  return folded(name).replace(/(?:\.(?:html|json))+$/, '');
}

function haveTwinScopes(a: PackageName, b: PackageName): boolean {
  const [one, other] = [scopeOf(a), scopeOf(b)];
  return one !== undefined && other !== undefined && one !== other && folded(one) === folded(other);
}
