/**
 * Compact JSON, keys in the order they were made, `__proto__` among them. Half a surrogate pair becomes U+FFFD:
 * JSON could escape it, but parsers written in Rust (pnpm 12, deno) refuse the document then.
 */
export function jsonText(value: object | string): string {
  const text = JSON.stringify(value);
  // JSON.stringify escapes surrogates only when they are alone.
  return text.includes('\\ud')
    ? text.replace(/\\(?:u(d[89a-f][\da-f]{2})|.)/g, (escape: string, lone?: string) =>
        lone === undefined ? escape : '\uFFFD',
      )
    : text;
}

/** The JSON text of an object with the members of both texts, `a`'s first. */
export function joinObjects(a: string, b: string): string {
  if (a === '{}') return b;
  return b === '{}' ? a : `${a.slice(0, -1)},${b.slice(1)}`;
}
