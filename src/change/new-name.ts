// What a registry asks of a name that it does not have yet.
import type { PackageName } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';

/**
 * Why `name` may not join `names`: NAME_TWIN.
 * The rule for twins is npm's own for new names (equal without `.`, `-`, `_`), and here also holds for case and
 * for scoped names.
 */
export function checkNewName(
  name: PackageName,
  names: readonly PackageName[],
  path: string,
): readonly Problem[] {
  const twin = names.find((other) => isTwin(name, other));
  if (twin === undefined) return [];
  return [
    problem('NAME_TWIN', path, `The new name "${name}" reads like "${twin}", which is taken.`),
  ];
}

/** Whether two names differ, and are easily mistaken for each other. */
export function isTwin(a: PackageName, b: PackageName): boolean {
  return a !== b && foldName(a) === foldName(b);
}

function foldName(name: PackageName): string {
  return name.normalize('NFKC').toLowerCase().replace(/[._-]/g, '');
}
