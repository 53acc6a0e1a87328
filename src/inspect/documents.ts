// Which files at a package's root are its README and its CHANGELOG.

export type DocumentKind = 'readme' | 'changelog';

/** The smaller rank is the better candidate; of two with one rank, the shorter name, then by code units. */
export interface DocumentCandidate {
  readonly kind: DocumentKind;
  readonly rank: number;
}

const changelogStems = ['changelog', 'changes', 'history'];

/**
 * What the file may be, `key` being its name in lower case. README: as npm 11 chooses (`{README,README.*}` in
 * any case, one with a Markdown extension first, then the bare name); npm takes no other, we do (README.rst).
 * Where npm takes the first that the disk lists, `README.md` wins over `README.fr.md` here.
 */
export function documentCandidateOf(key: string): DocumentCandidate | undefined {
  const dot = key.indexOf('.');
  const stem = dot < 0 ? key : key.slice(0, dot);
  const form = /\.(?:md|mkd|mkdn|markdown)$/.test(key) ? 0 : dot < 0 ? 1 : 2;
  if (stem === 'readme') return { kind: 'readme', rank: form };
  const place = changelogStems.indexOf(stem);
  return place < 0 ? undefined : { kind: 'changelog', rank: place * 3 + form };
}

/**
 * UTF-8, or UTF-16 with a byte order mark, without that mark; malformed bytes become U+FFFD. A character cut in half at
 * the end is dropped.
 */
export function documentTextOf(bytes: Uint8Array, { isCut }: { readonly isCut: boolean }): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes, { stream: isCut });
}

/** Windows' editors and PowerShell's `>` write UTF-16. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
