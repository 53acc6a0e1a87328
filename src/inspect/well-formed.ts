// JSON can hold half a surrogate pair (`"\ud800"`); UTF-8 cannot, and strict parsers refuse the whole document.
import { isJsonObject, type JsonObject } from '../json.ts';

/** Whether JSON text may hold a lone surrogate, as an escape. */
export function hasLoneSurrogates(text: string): boolean {
  return surrogateEscape.test(text) && loneSurrogate.test(unescaped(text));
}

const surrogateEscape = /\\u[dD][89a-fA-F]/;
const loneSurrogate = /\p{Cs}/u;

/** All `\uXXXX` escapes resolved; an escaped backslash stays as it is. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|.)/gsu, (escape, hex: string | undefined) =>
    hex === undefined ? escape : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The object with every lone surrogate, in keys as well, replaced by U+FFFD. For JSON of bounded depth. */
export function wellFormed(object: JsonObject): JsonObject {
  // fromEntries defines own properties, so that a key `__proto__` stays a key.
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [wellFormedText(key), wellFormedValue(value)]),
  );
}

function wellFormedValue(value: unknown): unknown {
  if (typeof value === 'string') return wellFormedText(value);
  if (Array.isArray(value)) return value.map(wellFormedValue);
  return isJsonObject(value) ? wellFormed(value) : value;
}

function wellFormedText(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD');
}
