// The branch that holds a publish until it is merged.
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';

/**
 * `publish/@acme/ui-1.0.0`: another one for each version. What git forbids in a branch's name is percent-encoded, and in
 * the package's name also a hyphen before a digit: with it, `ui` 1.0.0-1.0.0 and `ui-1.0.0` 1.0.0 would share a branch.
 */
export function branchNameOf(name: PackageName, version: Version): string {
  return encoded(`publish/${encoded(name, /[%]|-(?=\d)/g)}-${version}`, forbidden);
}

/** git-check-ref-format(1), and what a shell would act on. A `%` is one that was put there before. */
const forbidden = /[^\w@/+.%-]|(?<=^|\/)\.|\.(?=\.|\/|$|lock(?:\/|$))/g;

function encoded(text: string, pattern: RegExp): string {
  return text.replace(pattern, (char) =>
    [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
