// What a file's bytes are: text, a picture, or neither.

export type FileContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Not all of it was UTF-8, and what was not is shown as U+FFFD. */
      readonly replaced: boolean;
      /** It has characters that nobody sees and that change the order of others: it may not do what it seems to say. */
      readonly reordered: boolean;
    }
  | { readonly kind: 'image'; readonly type: string }
  | { readonly kind: 'binary' };

const imageTypes: ReadonlyMap<string, string> = new Map([
  ['avif', 'image/avif'],
  ['bmp', 'image/bmp'],
  ['gif', 'image/gif'],
  ['ico', 'image/x-icon'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['webp', 'image/webp'],
]);

/** Of a file that a name calls a picture. */
export function imageTypeOf(path: string): string | undefined {
  return imageTypes.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

export function readContent(path: string, bytes: Uint8Array): FileContent {
  const type = imageTypeOf(path);
  return type === undefined ? readText(bytes) : { kind: 'image', type };
}

/** As git decides it: a zero among the first bytes makes a file binary. */
const lookedAt = 8000;

export function readText(bytes: Uint8Array): FileContent {
  const encoding = utf16(bytes);
  if (encoding === undefined && bytes.subarray(0, lookedAt).includes(0)) return { kind: 'binary' };
  const text = new TextDecoder(encoding).decode(bytes);
  const reordered = /[\u202a-\u202e\u2066-\u2069]/.test(text);
  return { kind: 'text', text, replaced: text.includes('\uFFFD'), reordered };
}

function utf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** For a reader of a text that is `reordered`. */
export const reorderedText: string =
  'Characters that cannot be seen change the order of this text: it may not do what it seems to say.';

/** Without their ends. An end of line at the end of the text begins no line. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * An address for `<img>` and for nothing else. An SVG has its bytes in the address: opened on its own, it is then no
 * document of this website, as one behind `blob:` would be.
 */
export function imageUrl(bytes: Uint8Array<ArrayBuffer>, type: string): string {
  return type === 'image/svg+xml'
    ? `data:${type},${encodeURIComponent(new TextDecoder().decode(bytes))}`
    : URL.createObjectURL(new Blob([bytes], { type }));
}
