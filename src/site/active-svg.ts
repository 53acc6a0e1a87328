// A logo is a file of the registry's own origin. Opened by itself it is a document, which no policy of a page holds back.

/** Elements that run, load or hold HTML; handlers; declarations that could make any of them; and, below, addresses. */
const active = [
  /<(?:[\w-]+:)?(?:script|foreignobject|iframe|embed|object|audio|video|handler|set|animate\w*)\b/i,
  /[\s"'/](?:[\w-]+:)?on\w+\s*=/i,
  /<!(?:doctype|entity)[^>]*\[/i,
  /<\?xml-stylesheet/i,
  /@import/i,
];

const address = /[\s"'/](?:[\w-]+:)?(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|)/gi;
const harmless = /^\s*(?:#|data:image\/(?:png|jpeg|gif|webp);)/i;

/** Whether the bytes of an SVG could do more than be looked at. Strict: what a drawing program saves as plain SVG passes. */
export function isActiveSvg(bytes: Uint8Array): boolean {
  // A browser would read another encoding as what it is; we look at this one alone.
  const text = new TextDecoder('utf-8').decode(bytes);
  if (text.includes('\0') || /encoding\s*=\s*["'](?!utf-8["'])/i.test(text.slice(0, 200))) {
    return true;
  }
  if (active.some((pattern) => pattern.test(text))) return true;
  return [...text.matchAll(address)].some(
    ([, quoted, single]) => !harmless.test(quoted ?? single ?? ''),
  );
}
