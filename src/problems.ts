// What is wrong with one package or file: data, collected and reported, never thrown.
import { printable } from './printable.ts';

/**
 * `unsafe`: the version is left out of every build, and the build's exit code is 1.
 * `strict`: refused where versions enter (`add`, upload, gateway, review); for a version that is already in
 * history it is only a warning, so that no upgrade of stillpack ever removes a published version.
 * `warning`: worth knowing, stops nothing.
 */
export type Severity = 'unsafe' | 'strict' | 'warning';

/** Closed and sorted; the README's problem reference lists every one. */
export type ProblemCode =
  | 'ADVISORY_INVALID'
  | 'ARCHIVE_LIMIT'
  | 'BYTES_MISMATCH'
  | 'BYTES_NOT_FETCHED'
  | 'COMMIT_DATE'
  | 'DEPRECATION_LIMIT'
  | 'ENTRY_DUPLICATE'
  | 'ENTRY_LINK'
  | 'ENTRY_NAME'
  | 'ENTRY_TYPE'
  | 'ENTRY_UNSAFE'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNEXPECTED'
  | 'GZIP_CORRUPT'
  | 'GZIP_TRAILING'
  | 'HISTORY_REWRITTEN'
  | 'HOST_LIMIT'
  | 'LEGACY_NAME'
  | 'LOOSE_VERSION'
  | 'MAINTAINERS_MANY'
  | 'MANIFEST_AMBIGUOUS'
  | 'MANIFEST_ENCODING'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_MISSING'
  | 'META_INVALID'
  | 'META_STALE'
  | 'NAME_INVALID'
  | 'NAME_MISMATCH'
  | 'NAME_RESERVED'
  | 'NAME_TWIN'
  | 'ORG_INVALID'
  | 'OUTPUT_CLASH'
  | 'PACKUMENT_LIMIT'
  | 'POINTER_INVALID'
  | 'PROGRAM_VERSION'
  | 'PROVENANCE_INVALID'
  | 'RECORD_DAMAGED'
  | 'REPOSITORY_LARGE'
  | 'ROOT_MULTIPLE'
  | 'TAG_PINNED'
  | 'TARBALL_MANGLED'
  | 'TARBALL_NOT_A_FILE'
  | 'TAR_CORRUPT'
  | 'TAR_TRAILING'
  | 'USER_INVALID'
  | 'VERSION_CHANGED'
  | 'VERSION_DUPLICATE'
  | 'VERSION_EXISTS'
  | 'VERSION_INVALID'
  | 'VERSION_MISMATCH'
  | 'VERSION_UNPUBLISHED';

interface ProblemKind {
  readonly severity: Severity;
  /** What to do, one sentence. */
  readonly hint: string;
}

const repack = 'Pack the package again with `npm pack` and add that file.';
const askPublisher =
  'The archive was not made by npm; ask its publisher for one made by `npm pack`.';

const keepElsewhere =
  'Keep the bytes in Git LFS (`git lfs track "*.tgz"`), or elsewhere behind a pinned pointer (`<file>.tgz.json`).';

/** Every kind of problem: its severity and what to do about it. Sorted by code. */
const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  ADVISORY_INVALID: {
    severity: 'unsafe',
    hint: 'Mend the file below advisories/, which is in the format of OSV; the README says what is read of it.',
  },
  ARCHIVE_LIMIT: {
    severity: 'unsafe',
    hint: 'No genuine package is this large; look at what the archive holds before trusting it.',
  },
  BYTES_MISMATCH: {
    severity: 'unsafe',
    hint: 'The bytes are not the ones pinned in git; fetch them again with `stillpack fetch`.',
  },
  BYTES_NOT_FETCHED: {
    severity: 'unsafe',
    hint: 'Run `stillpack fetch` first (for LFS, `git lfs pull` also does it).',
  },
  COMMIT_DATE: {
    severity: 'warning',
    hint: 'A version is never dated before a commit that precedes it: rewrite the commit with the right date before others build on it, or give the times in meta.json.',
  },
  DEPRECATION_LIMIT: {
    severity: 'warning',
    hint: 'Shorten the message in meta.json: every version that it matches repeats it.',
  },
  ENTRY_DUPLICATE: { severity: 'strict', hint: askPublisher },
  ENTRY_LINK: { severity: 'strict', hint: askPublisher },
  ENTRY_NAME: { severity: 'strict', hint: askPublisher },
  ENTRY_TYPE: { severity: 'strict', hint: askPublisher },
  ENTRY_UNSAFE: {
    severity: 'unsafe',
    hint: 'An entry leaves the package folder: treat this archive as an attack.',
  },
  FILE_TOO_LARGE: { severity: 'strict', hint: keepElsewhere },
  FILE_UNEXPECTED: {
    severity: 'warning',
    hint: 'Only tarballs, pointers, provenances and meta.json belong below packages/.',
  },
  GZIP_CORRUPT: { severity: 'unsafe', hint: repack },
  GZIP_TRAILING: { severity: 'strict', hint: askPublisher },
  HISTORY_REWRITTEN: {
    severity: 'warning',
    hint: 'Dates of versions follow from the history, and may have changed with it; let branch protection refuse forced pushes.',
  },
  HOST_LIMIT: { severity: 'warning', hint: "See the README's table of host limits for ways out." },
  LEGACY_NAME: {
    severity: 'warning',
    hint: 'npm no longer accepts such a name for a new package.',
  },
  LOOSE_VERSION: {
    severity: 'warning',
    hint: 'Write versions as semver does, without `v` and build metadata.',
  },
  MAINTAINERS_MANY: {
    severity: 'warning',
    hint: 'Name a smaller team in meta.json.',
  },
  MANIFEST_AMBIGUOUS: { severity: 'unsafe', hint: askPublisher },
  MANIFEST_ENCODING: {
    severity: 'strict',
    hint: 'Save package.json as UTF-8, without halves of surrogate pairs, and pack again.',
  },
  MANIFEST_INVALID: { severity: 'unsafe', hint: 'Mend package.json and pack the package again.' },
  MANIFEST_MISSING: { severity: 'unsafe', hint: repack },
  META_INVALID: {
    severity: 'unsafe',
    hint: 'Mend meta.json; the README describes each of its fields.',
  },
  META_STALE: {
    severity: 'warning',
    hint: 'Remove the entry from meta.json, or add what it names.',
  },
  NAME_INVALID: {
    severity: 'unsafe',
    hint: 'Choose a name that npm accepts; tarballs lie in packages/<name>/, where `stillpack add` puts them.',
  },
  NAME_MISMATCH: {
    severity: 'unsafe',
    hint: 'The folder below packages/ must be the name in package.json; `stillpack add` puts it there.',
  },
  NAME_RESERVED: {
    severity: 'strict',
    hint: 'Choose another name: the registry serves something of its own at this URL.',
  },
  NAME_TWIN: {
    severity: 'strict',
    hint: 'Choose a name that readers cannot mistake for the other; if both are meant, put the file in place and commit it with git.',
  },
  ORG_INVALID: {
    severity: 'unsafe',
    hint: 'Mend the file below orgs/; the README describes its fields.',
  },
  OUTPUT_CLASH: {
    severity: 'unsafe',
    hint: 'Rename one of the two; some disks and hosts cannot tell them apart.',
  },
  PACKUMENT_LIMIT: {
    severity: 'unsafe',
    hint: 'Remove tarballs of versions that nobody needs, or make package.json smaller: clients read those of all versions at once.',
  },
  POINTER_INVALID: {
    severity: 'unsafe',
    hint: 'A pointer is {"url", "integrity" (sha512), "size"}.',
  },
  PROGRAM_VERSION: {
    severity: 'warning',
    hint: 'Build with the version that stillpack.json names, or change it there.',
  },
  PROVENANCE_INVALID: {
    severity: 'strict',
    hint: 'Leave it out: a version needs none. `npm publish --provenance` makes one of the very tarball that it publishes.',
  },
  RECORD_DAMAGED: {
    severity: 'warning',
    hint: 'Build into a new folder once, so that nothing stays that is no longer part of the registry.',
  },
  REPOSITORY_LARGE: { severity: 'warning', hint: keepElsewhere },
  ROOT_MULTIPLE: { severity: 'strict', hint: askPublisher },
  TAG_PINNED: {
    severity: 'warning',
    hint: 'Give --tag latest to move it.',
  },
  TARBALL_MANGLED: {
    severity: 'unsafe',
    hint: 'Git converted line ends inside the file: put `*.tgz -text -diff` in .gitattributes and amend the commit before it is pushed, or publish the file as a new version.',
  },
  TARBALL_NOT_A_FILE: { severity: 'unsafe', hint: 'Replace it by a regular file, mode 644.' },
  TAR_CORRUPT: { severity: 'unsafe', hint: repack },
  TAR_TRAILING: { severity: 'strict', hint: askPublisher },
  USER_INVALID: {
    severity: 'unsafe',
    hint: 'Mend the file below users/; the README describes its fields.',
  },
  VERSION_CHANGED: {
    severity: 'unsafe',
    hint: 'A published version never changes: restore the first bytes and publish the change as a new version.',
  },
  VERSION_DUPLICATE: {
    severity: 'unsafe',
    hint: 'A version is one tarball: keep one of the two, and publish the other as a new version.',
  },
  VERSION_EXISTS: {
    severity: 'strict',
    hint: 'A published version never changes: raise the version in package.json and pack again.',
  },
  VERSION_INVALID: {
    severity: 'unsafe',
    hint: 'Set a semver version in package.json and pack again.',
  },
  VERSION_MISMATCH: {
    severity: 'unsafe',
    hint: 'The file must be named <name>-<version>.tgz after its package.json; `stillpack add` names it so.',
  },
  VERSION_UNPUBLISHED: {
    severity: 'strict',
    hint: 'An unpublished version can never be used again: remove the file, or raise the version in package.json and pack again.',
  },
};

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** Path in the registry repository, or of the file being added. */
  readonly path: string;
  /** One sentence, free of control characters: it may quote hostile input. */
  readonly message: string;
  readonly hint: string;
}

/** Makes a problem; quoted input in `message` is made printable, against injection into terminals and CI logs. */
export function problem(code: ProblemCode, path: string, message: string): Problem {
  const { severity, hint } = problemKinds[code];
  return { code, severity, path: printable(path), message: printable(message), hint };
}
