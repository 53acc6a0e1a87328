/** The beginning of a text that UTF-8 needs at most so many bytes for; no character is cut in half. */
export function cutBytes(text: string, maximum: number): string {
  if (text.length * 3 <= maximum) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maximum));
  return read < text.length ? text.slice(0, read) : text;
}
