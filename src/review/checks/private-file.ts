import type { ArchiveFile } from '../../inspect/archive-files.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { type ContentChange, contentChangesOf } from './content-changes.ts';
import { isExamplePath } from './example-paths.ts';
import { limitFindings } from './limit-findings.ts';
import { credentialIn, historyFolderOf, isPrivatePath, isPublicPem } from './private-paths.ts';
import { textOf } from './text-files.ts';

/** New files that look like the publisher's own. Where one holds a key or a token, and is no example, it may not be merged. */
export function privateFile(version: AddedVersion): readonly Finding[] {
  return limitFindings([...historyFolders(version), ...privateFiles(version)]);
}

/** One finding for each folder, not for each of its files. */
function historyFolders({ path, files, previous }: AddedVersion): readonly Finding[] {
  const foldersOf = (all: readonly ArchiveFile[]): ReadonlySet<string | undefined> =>
    new Set(all.map((file) => historyFolderOf(file.path)));
  const before = foldersOf(previous?.files ?? []);
  return [...foldersOf(files)]
    .filter((folder) => folder !== undefined && !before.has(folder))
    .map((folder) =>
      finding('private-file', {
        path,
        message: `${folder ?? ''} is the history of a repository, with all that was ever in it.`,
      }),
    );
}

function privateFiles(version: AddedVersion): readonly Finding[] {
  return contentChangesOf(version)
    .filter(({ file }) => isPrivatePath(file.path) && historyFolderOf(file.path) === undefined)
    .flatMap((change) => fileFinding(version.path, change));
}

/** A file that was published before is worth a word only for a credential that it did not hold. */
function fileFinding(path: string, { file, before }: ContentChange): readonly Finding[] {
  const text = textOf(file) ?? '';
  const credential = credentialIn(text);
  if (credential !== undefined) {
    if (before !== undefined && credentialIn(textOf(before) ?? '') === credential) return [];
    const message = `${file.path} holds ${credential}.`;
    const level = isExamplePath(file.path) ? 'person' : 'block';
    return [finding('private-file', { path, file: file.path, level, message })];
  }
  if (before !== undefined || isPublicPem(text)) return [];
  const message = `${file.path} is seldom meant to be published.`;
  return [finding('private-file', { path, file: file.path, message })];
}
