import { isLegacyName, type PackageName } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';

/** LEGACY_NAME, once for a package however many versions it has. */
export function legacyNameProblems(name: PackageName, path: string): readonly Problem[] {
  if (!isLegacyName(name)) return [];
  return [
    problem('LEGACY_NAME', path, `${name} is a name that npm only accepts for old packages.`),
  ];
}
