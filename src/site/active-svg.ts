// A logo is a file of the registry's own origin. Opened by itself it is a document, which no policy of a page holds back.

/** A prefix of any namespace, as XML lets one be called. */
const prefix = String.raw`(?:[^\s<>/"'=:]+:)?`;

/** Elements that run or load; handlers; HTML; declarations that could make any of them; and, below, addresses. */
const active = [
  new RegExp(
    `<${prefix}(?:script|foreignobject|iframe|embed|object|audio|video|handler|set|animate\\w*)\\b`,
    'i',
  ),
  new RegExp(`[\\s"'/]${prefix}on\\w+\\s*=`, 'i'),
  // What is not spelled out may stand for HTML's.
  /\sxmlns(?::[^\s=]+)?\s*=\s*(?:"[^"]*(?:xhtml|&)|'[^']*(?:xhtml|&))/i,
  /<!(?:entity|attlist|notation)\b/i,
  /<!doctype[^>]*\[/i,
  /<\?xml-stylesheet/i,
  /@import|image-set\s*\(/i,
  // CSS may spell any of its words so.
  /\\[^\s"']/,
];

const address = new RegExp(
  `[\\s"'/]${prefix}(?:href|src)\\s*=\\s*(?:"([^"]*)"|'([^']*)'|)|\\burl\\(\\s*(?:"|'|&quot;|&apos;)?([^)"'&]*)`,
  'gi',
);
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
    ([, quoted, single, css]) => !harmless.test(quoted ?? single ?? css ?? ''),
  );
}
