/**
 * FNV-1a, 32 bits, over the two bytes of each code unit, in eight hexadecimal digits. Browsers have no synchronous hash,
 * and over plain http none at all; this one only spreads names evenly.
 */
export function fnvDigits(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
