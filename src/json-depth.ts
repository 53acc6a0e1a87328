const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether objects and arrays in JSON text are nested deeper than `depth`. Without recursion, and for text that
 * is no JSON as well.
 */
export function isNestedDeeper(text: string, depth: number): boolean {
  return opensMoreThan(text, depth) && deepestLevelOf(text) > depth;
}

/** Few files have so many brackets at all, and counting them costs a fraction of looking at each character. */
function opensMoreThan(text: string, count: number): boolean {
  const left = count - upTo(count + 1, text, '{');
  return left < 0 || upTo(left + 1, text, '[') > left;
}

/** How many of `bracket` there are, at most `most`. */
function upTo(most: number, text: string, bracket: '{' | '['): number {
  let count = 0;
  for (let at = text.indexOf(bracket); at >= 0 && count < most; count++) {
    at = text.indexOf(bracket, at + 1);
  }
  return count;
}

function deepestLevelOf(text: string): number {
  let level = 0;
  let deepest = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) isInText = !isInText;
    else if (isInText) {
      if (char === BACKSLASH) at++;
    } else if (char === 0x7b || char === 0x5b) {
      level += 1;
      if (level > deepest) deepest = level;
    } else if (char === 0x7d || char === 0x5d) level -= 1;
  }
  return deepest;
}
