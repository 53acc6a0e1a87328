const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether objects and arrays in JSON text are nested deeper than `depth`. Without recursion; text that is no JSON does no harm. */
export function isNestedDeeper(text: string, depth: number): boolean {
  let level = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) isInText = !isInText;
    else if (isInText) {
      if (char === BACKSLASH) at++;
    } else if (char === 0x7b || char === 0x5b) {
      level += 1;
      if (level > depth) return true;
    } else if (char === 0x7d || char === 0x5d) level -= 1;
  }
  return false;
}
