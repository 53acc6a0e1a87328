/** A path inside the output folder: relative, `/`-separated, and unable to lead out of it. */
export type OutputPath = string & { readonly __brand: 'OutputPath' };

/** What ext4, APFS and NTFS allow for one segment, in bytes of UTF-8 (NTFS counts UTF-16 units, never more). */
const segmentBytes = 255;

/**
 * The path, or `undefined` when it is empty, absolute, has an empty, `.` or `..` segment, a backslash, a
 * control character, a lone surrogate, or a segment longer than 255 bytes.
 */
export function outputPathOf(value: unknown): OutputPath | undefined {
  if (typeof value !== 'string' || /[\p{Cc}\p{Cs}\\]/u.test(value)) return undefined;
  for (const segment of value.split('/')) {
    if (segment === '' || segment === '.' || segment === '..') return undefined;
    if (Buffer.byteLength(segment) > segmentBytes) return undefined;
  }
  // The checks above are what the brand stands for.
  return value as OutputPath;
}

/** `a/b/c` → `a`, `a/b`: outermost first. */
export function foldersAbove(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}
