/**
 * The same text in memory of its own. What is cut out of a long text (V8's sliced and joined strings) keeps all of that
 * alive, so that a million kept names would keep all that git printed.
 */
export function copyOf<Text extends string>(text: Text): Text {
  // Bytes and back give the same text, since it was made from bytes.
  return Buffer.from(text).toString() as Text;
}
