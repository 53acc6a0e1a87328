const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** A number of bytes for people, in powers of 1000 as npm writes it: `999 bytes`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}
