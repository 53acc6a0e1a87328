// Code that no diff shows, since it is no text by its bytes, while a program reads it all the same.
import { isUtf8 } from 'node:buffer';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { contentChangesOf } from './content-changes.ts';
import { isCodeByName } from './text-files.ts';

/** A NUL in code is there to be overlooked; a wrong byte is mostly an old encoding. */
export function unshownCode(version: AddedVersion): readonly Finding[] {
  const { path } = version;
  const code = contentChangesOf(version).filter(({ file }) => file.isWhole && isCode(file));
  const binary = code.filter(({ file }) => file.bytes.includes(0));
  const odd = code.filter(({ file }) => !file.bytes.includes(0) && !isUtf8(file.bytes));
  const say = (found: typeof code, what: string, level?: 'warning'): readonly Finding[] => {
    const [first, ...others] = found;
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `, and ${others.length} further files`;
    const message = `${first.file.path}${more} ${what}: no difference is shown of it.`;
    return [finding('hidden-text', { path, file: first.file.path, message, level })];
  };
  return [
    ...say(binary, 'is code that holds a NUL'),
    ...say(odd, 'is code that is not UTF-8', 'warning'),
  ];
}

/** What has no extension is code where its first line names a program. */
function isCode({ path, bytes }: { readonly path: string; readonly bytes: Buffer }): boolean {
  return isCodeByName(path) || bytes.subarray(0, 2).equals(hashBang);
}

const hashBang = Buffer.from('#!');
