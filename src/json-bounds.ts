// Bounds that JSON text must keep before it is parsed; without recursion, and for text that is no JSON as well.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Whether objects and arrays are nested deeper than `depth`. */
export function isNestedDeeper(text: string, depth: number): boolean {
  if (!hasMore(text, ['{', '['], depth)) return false;
  let level = 0;
  return someMark(text, (mark) => {
    if (mark !== COMMA) level += isOpening(mark) ? 1 : -1;
    return level > depth;
  });
}

/** Whether there may be more values than that: each takes dozens of bytes of memory, however short it is written. */
export function holdsMoreValues(text: string, count: number): boolean {
  if (!hasMore(text, [',', '{', '['], count)) return false;
  let values = 1;
  return someMark(text, (mark) => {
    if (mark === COMMA || isOpening(mark)) values += 1;
    return values > count;
  });
}

/** Few files have so many marks at all, texts included, and counting them costs a fraction of looking at each character. */
function hasMore(text: string, marks: readonly string[], most: number): boolean {
  let count = 0;
  for (const mark of marks) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      if ((count += 1) > most) return true;
    }
  }
  return false;
}

function isOpening(mark: number): boolean {
  return mark === 0x7b || mark === 0x5b;
}

/** Whether `test` holds for a comma or bracket outside of texts; asked for one after another. */
function someMark(text: string, test: (mark: number) => boolean): boolean {
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) isInText = !isInText;
    else if (isInText) {
      if (char === BACKSLASH) at++;
    } else if (char === COMMA || isOpening(char) || char === 0x7d || char === 0x5d) {
      if (test(char)) return true;
    }
  }
  return false;
}
