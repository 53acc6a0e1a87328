// Where the facts of a package lie among the shards: /-/site/facts/<digits>.json.

/** FNV-1a (32 bits) over the UTF-16 code units, low byte first, as eight hexadecimal digits. */
export function factsKey(name: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) {
    const unit = name.charCodeAt(at);
    for (const byte of [unit & 0xff, unit >> 8]) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
