import validRange from 'semver/ranges/valid.js';

/** A dist-tag that is safe as a path segment and cannot be read as a version range. */
export type DistTag = string & { readonly __brand: 'DistTag' };

/**
 * The tag, or `undefined`. `[A-Za-z0-9][A-Za-z0-9._-]*`, not a range, not `index.html`: npm's own rule also
 * allows `..` and `a/b`, which a registry of files cannot.
 */
export function distTagOf(value: unknown): DistTag | undefined {
  if (typeof value !== 'string' || value.length > 128) return undefined;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(value)) return undefined;
  if (validRange(value, { loose: true }) !== null || value === 'index.html') return undefined;
  // The checks above are what the brand stands for.
  return value as DistTag;
}
