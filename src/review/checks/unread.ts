import { formatBytes } from '../../amounts.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { binaryKindOf } from './binary-kind.ts';
import { contentChangesOf } from './content-changes.ts';

/**
 * New and changed files of which only the beginning was kept. Not those that `native-binary` names: of a binary a
 * review looks at no more than that.
 */
export function contentUnread(version: AddedVersion): readonly Finding[] {
  const unread = contentChangesOf(version)
    .map(({ file }) => file)
    .filter((file) => !file.isWhole && binaryKindOf(file) === undefined)
    .toSorted((one, other) => other.size - one.size);
  const [largest] = unread;
  if (largest === undefined) return [];
  const what = `${largest.path} (${formatBytes(largest.size)})`;
  const message =
    unread.length === 1
      ? `${what} was not looked at.`
      : `${unread.length} files were not looked at; the largest is ${what}.`;
  return [finding('content-unread', { path: version.path, file: largest.path, message })];
}
