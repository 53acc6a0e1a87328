// Every check of a review: how much it weighs, what it looks at, and what to do when it fires.
import type { CheckId } from './check-id.ts';
import type { Level } from './level.ts';

export interface CheckKind {
  readonly level: Level;
  /** What it looks at, a few words. */
  readonly title: string;
  /** What to do when it fires, one sentence. */
  readonly advice: string;
}

const repack = 'Pack the package again with `npm pack`, and upload that file.';
const restore =
  'A published version never changes: restore its file, and publish the change as a new version.';

/** Sorted by id. */
export const checkKinds: Readonly<Record<CheckId, CheckKind>> = {
  'bin-clash': {
    level: 'person',
    title: 'Commands that another package has',
    advice: 'Name the command otherwise: where both are installed, one hides the other.',
  },
  'content-unread': {
    level: 'person',
    title: 'Content that was not looked at',
    advice: 'Look at these files yourself; they are larger than a review reads.',
  },
  'dependency-invalid': {
    level: 'block',
    title: 'Dependencies that no client understands',
    advice: 'Write a name and a semver range, and pack again.',
  },
  'dependency-local': {
    level: 'block',
    title: 'Dependencies on the publisher’s disk or workspace',
    advice:
      'Publish with a client that replaces them by versions (`pnpm publish`, `yarn npm publish`), or write versions.',
  },
  'dependency-missing': {
    level: 'person',
    title: 'Dependencies that this registry cannot meet',
    advice: 'Publish the version that is asked for first, or correct the range.',
  },
  'dependency-remote': {
    level: 'person',
    title: 'Dependencies from git or a URL',
    advice: 'Depend on a published version: what lies there can change, and nobody reviewed it.',
  },
  'description-missing': {
    level: 'info',
    title: 'Description',
    advice: 'Say in "description" what the package is for: a search looks there.',
  },
  'entry-points': {
    level: 'warning',
    title: 'Entry points, types and exports',
    advice: 'Correct the field in package.json, or let the package hold the file; then pack again.',
  },
  'files-unexpected': {
    level: 'block',
    title: 'Files where only packages belong',
    advice:
      'Only tarballs, pointers, provenances and meta.json belong below packages/: remove the file.',
  },
  'git-attributes': {
    level: 'block',
    title: 'Attributes by which git would change tarballs',
    advice: 'Keep `*.tgz -text -diff` in .gitattributes.',
  },
  'hidden-text': {
    level: 'person',
    title: 'Text that reads otherwise than it runs',
    advice: 'Look at the line in an editor that shows invisible characters.',
  },
  'install-script': {
    level: 'person',
    title: 'Scripts that run when it is installed',
    advice:
      'Read the script and the files that it runs: it is run with the rights of whoever installs.',
  },
  'licence-changed': {
    level: 'person',
    title: 'Change of licence',
    advice: 'Ask whoever answers for licences whether the new one will do.',
  },
  'licence-invalid': {
    level: 'warning',
    title: 'Licence',
    advice: 'Give an SPDX expression in "license", such as "MIT", or "UNLICENSED".',
  },
  'manifest-invalid': {
    level: 'block',
    title: 'package.json',
    advice: 'Mend package.json, and pack again.',
  },
  'meta-invalid': {
    level: 'block',
    title: 'meta.json, users, organisations and configuration',
    advice: 'Mend the file; the README describes its fields.',
  },
  'minified-code': {
    level: 'warning',
    title: 'Code that nobody can read',
    advice: 'Ask for the source beside it, or for the build that made it.',
  },
  'name-invalid': {
    level: 'block',
    title: 'The package’s name',
    advice: 'Choose a name that npm accepts for a new package.',
  },
  'name-new': {
    level: 'person',
    title: 'First version of a name',
    advice: 'Decide whether the registry should have this package, and who owns it.',
  },
  'name-scope': {
    level: 'block',
    title: 'Scopes that packages may be in',
    advice: 'Choose a name in one of the scopes that `review.scopes` in stillpack.json allows.',
  },
  'name-similar': {
    level: 'person',
    title: 'Names that look like another',
    advice: 'Make sure that nobody takes one package for the other.',
  },
  'name-upstream': {
    level: 'person',
    title: 'Names that the public registry has, too',
    advice:
      'Put it in a scope of your own: a client that asks the wrong registry gets somebody else’s package.',
  },
  'native-binary': {
    level: 'person',
    title: 'Native and WebAssembly binaries',
    advice: 'Ask how the binary was built, and from what.',
  },
  'not-owner': {
    level: 'person',
    title: 'Whether the author may publish the package',
    advice:
      'Let an owner of the package approve it, or make the author one (`stillpack owner add`).',
  },
  'package-json-quality': {
    level: 'info',
    title: 'Advice on package.json',
    advice: 'Follow it in the next version, or leave it.',
  },
  'path-mismatch': {
    level: 'block',
    title: 'Tarballs in the place of their name and version',
    advice: 'Let `stillpack add` put the tarball where it belongs.',
  },
  'policy-changed': {
    level: 'person',
    title: 'Who may do what, and how the registry works',
    advice: 'Let somebody who answers for the registry look at it.',
  },
  'private-file': {
    level: 'person',
    title: 'Files that are seldom meant to be published',
    advice:
      'Leave it out with "files" in package.json, and pack again; replace whatever secret it held.',
  },
  'provenance-dropped': {
    level: 'person',
    title: 'Provenance that earlier versions had',
    advice: 'Ask why this version was not published by the workflow that published the others.',
  },
  'provenance-invalid': {
    level: 'block',
    title: 'Provenance that is not of this tarball',
    advice: 'Leave it out, or publish again with `npm publish --provenance`.',
  },
  'repository-missing': {
    level: 'info',
    title: 'Where the source is',
    advice: 'Name the repository in "repository": people want to read what they install.',
  },
  secret: {
    level: 'block',
    title: 'Secrets',
    advice: 'Revoke the secret now, whatever comes of this change; then pack without it.',
  },
  'size-growth': {
    level: 'warning',
    title: 'Size',
    advice: 'Look at what was added; "files" in package.json says what is packed.',
  },
  'special-file': {
    level: 'block',
    title: 'Links, submodules and file modes',
    advice: 'Replace it by a regular file, mode 644.',
  },
  'tag-dangling': {
    level: 'warning',
    title: 'Tags and deprecations that point nowhere',
    advice: 'Remove the entry from meta.json, or add what it names.',
  },
  'tarball-entry': {
    level: 'block',
    title: 'Entries that are no plain files in the package’s folder',
    advice: 'Do not unpack it; ask its publisher for an archive made by `npm pack`.',
  },
  'tarball-limit': {
    level: 'block',
    title: 'Limits of a tarball',
    advice: 'No genuine package is this large; look at what it holds before anybody trusts it.',
  },
  'tarball-root': {
    level: 'block',
    title: 'One folder at the root of the tarball',
    advice: repack,
  },
  'tarball-unfetched': {
    level: 'block',
    title: 'Bytes that git only points at',
    advice: 'Bring them with `stillpack fetch` (or `git lfs pull`), and review again.',
  },
  'tarball-unreadable': {
    level: 'block',
    title: 'Tarballs that can be read to the end',
    advice: repack,
  },
  'version-changed': { level: 'block', title: 'Published versions', advice: restore },
  'version-exists': {
    level: 'block',
    title: 'Versions that are or were there',
    advice: 'Raise the version in package.json, and pack again: a number is used once, for ever.',
  },
  'version-invalid': {
    level: 'block',
    title: 'The version',
    advice: 'Set a semver version in package.json, and pack again.',
  },
  'version-low': {
    level: 'warning',
    title: 'Versions below the latest',
    advice: 'Give it a tag of its own if it is for an older line: `latest` stays where it is.',
  },
  'version-major': {
    level: 'info',
    title: 'Changelog of a new major version',
    advice: 'Say in CHANGELOG.md what breaks.',
  },
  'version-removed': {
    level: 'block',
    title: 'Published versions that are gone',
    advice:
      'Restore the file, or take the version back with `stillpack unpublish`, which leaves a tombstone.',
  },
  'version-step': {
    level: 'info',
    title: 'The step from the last version',
    advice: 'Make sure that no version was forgotten.',
  },
};
