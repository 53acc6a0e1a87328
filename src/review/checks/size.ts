import { formatBytes } from '../../amounts.ts';
import type { ArchiveFile } from '../../inspect/archive-files.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { contentChangesOf } from './content-changes.ts';

/** Bytes; a small package may double without anybody minding. */
const minded = 100_000;

/** A package that more than doubles. */
export function sizeGrowth(version: AddedVersion): readonly Finding[] {
  const { path, previous, tarball } = version;
  if (previous === undefined) return [];
  const [before, after] = [previous.tarball.unpackedSize, tarball.unpackedSize];
  if (after <= 2 * before || after - before <= minded) return [];
  const largest = contentChangesOf(version)
    .map(({ file, before }) => ({ file, growth: file.size - (before?.size ?? 0) }))
    .toSorted((one, other) => other.growth - one.growth)
    .slice(0, 3)
    .map(({ file }) => file);
  const grown = `It unpacks to ${formatBytes(after)}, ${previous.version} to ${formatBytes(before)}`;
  const message = `${grown}; what grew most: ${largest.map(described).join(', ')}.`;
  return [finding('size-growth', { path, message })];
}

function described({ path, size }: ArchiveFile): string {
  return `${path} (${formatBytes(size)})`;
}
