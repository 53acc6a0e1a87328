// The NUL-separated records that git's plumbing prints and reads: no path needs quoting there.
import { oidOf } from '../../source/git-engine.ts';
import type { FileEntry } from '../commit-store.ts';

/** `ls-files --stage -z`: `mode oid stage<TAB>path`. `ls-tree` prints its fields in another order. */
export function parseIndexListing(output: Uint8Array): readonly FileEntry[] {
  return records(output).flatMap((record) => {
    const tab = record.indexOf('\t');
    const oid = oidOf(record.slice(0, tab).split(' ')[1] ?? '');
    return oid === undefined ? [] : [{ path: record.slice(tab + 1), oid }];
  });
}

/** `check-attr -z`: path, attribute and value in turn. */
export function parseAttributes(output: Uint8Array): ReadonlyMap<string, string> {
  const fields = records(output);
  const values = new Map<string, string>();
  for (let index = 0; index + 2 < fields.length; index += 3) {
    values.set(fields[index] ?? '', fields[index + 2] ?? '');
  }
  return values;
}

/** What `update-index -z --index-info` reads: mode 0 removes the path. */
export function renderIndexInfo(
  entries: readonly FileEntry[],
  objectFormat: 'sha1' | 'sha256',
): string {
  const absent = `0 ${'0'.repeat(objectFormat === 'sha256' ? 64 : 40)}`;
  return entries
    .map(({ path, oid }) => `${oid === undefined ? absent : `100644 ${oid}`}\t${path}\0`)
    .join('');
}

function records(output: Uint8Array): readonly string[] {
  const text = Buffer.from(output).toString('utf8');
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}
