// The branch that holds a publish until it is merged.
import { type PackageName, packageNameOf } from '../package-name.ts';
import { type Version, versionOf } from '../version.ts';

export type BranchKind = 'publish';

export interface BranchSubject {
  readonly kind: BranchKind;
  readonly name: PackageName;
  readonly version: Version;
}

/**
 * `publish/@acme/ui-1.0.0`. What git forbids in a branch's name is percent-encoded, and in the package's name also a
 * hyphen before a digit: with it, `ui` 1.0.0-1.0.0 and `ui-1.0.0` 1.0.0 would share a branch.
 */
export function branchNameOf(kind: BranchKind, name: PackageName, version: Version): string {
  return encoded(`${kind}/${encoded(name, /[%]|-(?=\d)/g)}-${version}`, forbidden);
}

/** What `branchNameOf` made the name of; `undefined` for any other branch. */
export function branchSubjectOf(branch: string): BranchSubject | undefined {
  const [, name = '', version = ''] = /^publish\/(.+?)-(\d.*)$/.exec(branch) ?? [];
  const subject = { name: packageNameOf(decoded(name)), version: versionOf(decoded(version)) };
  if (subject.name === undefined || subject.version === undefined) return undefined;
  const parsed = { kind: 'publish', name: subject.name, version: subject.version } as const;
  // Of several spellings only one is ours.
  const { kind } = parsed;
  return branchNameOf(kind, parsed.name, parsed.version) === branch ? parsed : undefined;
}

/** git-check-ref-format(1), and what a shell would act on. A `%` is one that was put there before. */
const forbidden = /[^\w@/+.%-]|(?<=^|\/)\.|\.(?=\.|\/|$|lock(?:\/|$))/g;

function encoded(text: string, pattern: RegExp): string {
  return text.replace(pattern, (char) =>
    [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
