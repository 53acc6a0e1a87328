// Which names a new one is easily mistaken for.
import { distance } from 'fastest-levenshtein';
import { compareText } from '../../compare.ts';
import { basenameOf, type PackageName, scopeOf } from '../../package-name.ts';

/**
 * The names that look like `name`, at most `limit`, the nearest first. Unscoped names are compared with each other;
 * scoped ones with those of their scope, and with those of the same name in a scope that looks alike.
 */
export function similarNames(
  name: PackageName,
  names: readonly PackageName[],
  { limit = 3 }: { readonly limit?: number } = {},
): readonly PackageName[] {
  const [scope, base] = [scopeOf(name), basenameOf(name)];
  const toBase = createComparison(base);
  const toScope = createComparison(scope ?? '');
  const found: { readonly other: PackageName; readonly far: number }[] = [];
  for (const other of names) {
    if (other === name) continue;
    const otherScope = scopeOf(other);
    if ((otherScope === undefined) !== (scope === undefined)) continue;
    const far = farFrom(other, otherScope);
    if (far !== undefined) found.push({ other, far });
  }
  return found
    .sort((a, b) => a.far - b.far || compareText(a.other, b.other))
    .slice(0, limit)
    .map(({ other }) => other);

  function farFrom(other: PackageName, otherScope: string | undefined): number | undefined {
    if (otherScope === scope) return toBase(basenameOf(other));
    if (otherScope === undefined || basenameOf(other) !== base) return undefined;
    return toScope(otherScope);
  }
}

/** How far another text is from `text`, from 0; `undefined` when nobody mistakes one for the other. */
function createComparison(text: string): (other: string) => number | undefined {
  const ownLook = lookOf(text);
  const ownWords = wordsOf(text);
  return (other) => {
    const difference = Math.abs(other.length - text.length);
    if (difference <= mostSubstitutions && lookOf(other) === ownLook) return 0;
    if (difference <= 2) {
      const edits = distance(text, other);
      if (edits <= editsOf(Math.min(text.length, other.length))) return edits;
      if (edits === 2 && isTransposed(text, other)) return 1;
    }
    return ownWords !== undefined && other.length === text.length && wordsOf(other) === ownWords
      ? 2
      : undefined;
  };
}

/** In how many places of a name the look decides, at most. */
const mostSubstitutions = 4;

/** How many edits make no difference to a hasty reader. */
function editsOf(length: number): number {
  return length < 4 ? 0 : length < 10 ? 1 : 2;
}

/** Equal for texts whose characters are alike in many fonts. */
function lookOf(text: string): string {
  return text
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replace(/[0]/g, 'o')
    .replace(/[1i]/g, 'l');
}

/** The words in order, so that `foo-js` and `js-foo` have the same; `undefined` for a single one. */
function wordsOf(text: string): string | undefined {
  const words = text.split(/[._-]/);
  return words.length < 2 ? undefined : words.sort(compareText).join(' ');
}

/** Whether two neighbouring characters have changed places. */
function isTransposed(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 4) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
