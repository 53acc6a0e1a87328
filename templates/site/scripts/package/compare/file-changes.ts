// What differs between the files of two versions.
import { compareText } from '../../../../../src/compare.ts';
import type { TarFiles } from '../tar-files.ts';

export interface FileChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: string;
  /** In bytes; 0 where there is no such file. */
  readonly before: number;
  readonly after: number;
}

/** By path; files with the same bytes are left out. */
export function fileChanges(from: TarFiles, to: TarFiles): readonly FileChange[] {
  const paths = [...new Set([...from.keys(), ...to.keys()])].sort(compareText);
  return paths.flatMap((path): FileChange[] => {
    const before = from.get(path);
    const after = to.get(path);
    if (before !== undefined && after !== undefined && sameBytes(before, after)) return [];
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    return [{ kind, path, before: before?.length ?? 0, after: after?.length ?? 0 }];
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Of all files, in bytes. */
export function totalSize(files: TarFiles): number {
  let size = 0;
  for (const bytes of files.values()) size += bytes.length;
  return size;
}
