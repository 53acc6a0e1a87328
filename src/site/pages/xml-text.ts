/** What XML 1.0 has no way to say, not even escaped: most control characters, lone surrogates, two non-characters. */
const unsayable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The text without the characters that XML 1.0 forbids. Not escaped. */
export function xmlText(text: string): string {
  return text.replace(unsayable, '');
}
