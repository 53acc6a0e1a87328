import { createScanner } from 'jsonc-parser';

/**
 * The first key that an object in `json` has twice, by what it says (`"a"` and `"\u0061"` are one key). JSON.parse
 * takes the last, other parsers the first, and a reviewer sees either: such a file says two things.
 */
export function repeatedKeyOf(json: string): string | undefined {
  const scanner = createScanner(json, true);
  // Of each object and array that is open; arrays have no keys. A recursive parser would fall over deep ones.
  const open: Set<string>[] = [];
  let text = '';
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    // What a token is, its first character says.
    switch (json[scanner.getTokenOffset()]) {
      case '{':
      case '[':
        open.push(new Set());
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"':
        text = scanner.getTokenValue();
        break;
      case ':': {
        const keys = open.at(-1);
        if (keys?.has(text) === true) return text;
        keys?.add(text);
      }
    }
  }
  return undefined;
}
