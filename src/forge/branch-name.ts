// The branch that holds a publish until it is merged.
import { compareText } from '../compare.ts';
import { sha256Hex } from '../digest.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';

/**
 * `publish/@acme/ui-1.0.0`: another one for each version. What git forbids in a branch's name is percent-encoded, and in
 * the package's name also a hyphen before a digit: with it, `ui` 1.0.0-1.0.0 and `ui-1.0.0` 1.0.0 would share a branch.
 */
export function branchNameOf(name: PackageName, version: Version): string {
  return encoded(`publish/${encoded(name, /[%]|-(?=\d)/g)}-${version}`, forbidden);
}

/**
 * The branch of versions that wait together, in any order: of one `branchNameOf`, of several
 * `publish/@acme/ui-1.0.0+2-0f1e2d3c`, which is the first by name, how many more, and a digest that says which.
 */
export function branchNameOfAll(
  versions: readonly { readonly name: PackageName; readonly version: Version }[],
): string | undefined {
  const [first, ...others] = versions.toSorted(
    (a, b) => compareText(a.name, b.name) || compareText(a.version, b.version),
  );
  if (first === undefined) return undefined;
  const branch = branchNameOf(first.name, first.version);
  if (others.length === 0) return branch;
  const specs = [first, ...others].map(({ name, version }) => `${name}@${version}`);
  return `${branch}+${others.length}-${sha256Hex(specs.join('\n')).slice(0, 8)}`;
}

/** git-check-ref-format(1), and what a shell would act on. A `%` is one that was put there before. */
const forbidden = /[^\w@/+.%-]|(?<=^|\/)\.|\.(?=\.|\/|$|lock(?:\/|$))/g;

function encoded(text: string, pattern: RegExp): string {
  return text.replace(pattern, (char) =>
    [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
