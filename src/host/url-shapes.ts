// Regular-expression sources for logical URLs, shared by the hosts that rewrite with regular expressions. They
// match decoded paths and are plain enough for PCRE, RE2 and ECMAScript alike.

/**
 * A package name. No name begins with a dot, an underscore or a hyphen, so `/-/…` and the hosts' own files
 * (`_headers`, `.nojekyll`) never match; after a scope only the dot is excluded, as in npm's rule.
 */
export const nameShape = '(?:@[^/]+/[^/.]|[^/@._-])[^/]*';

/** A version or dist-tag. */
export const labelShape = '[^/.][^/]*';

/** A tarball's file name. */
export const tarballShape = '[^/.][^/]*\\.tgz';

/** The public base's path as a regular expression's source; begins and ends with `/`. */
export function basePathShape(url: URL): string {
  return url.pathname.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
