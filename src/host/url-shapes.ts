// Regular-expression sources for logical URLs, shared by the hosts that rewrite with regular expressions. They
// match decoded paths and are plain enough for PCRE, RE2 and ECMAScript alike.
import { StillpackError } from '../errors.ts';

/**
 * A package name. No name begins with a dot, an underscore or a hyphen, so `/-/…` and the hosts' own files
 * (`_headers`, `.nojekyll`) never match; after a scope only the dot is excluded, as in npm's rule.
 */
export const nameShape = '(?:@[^/]+/[^/.]|[^/@._-])[^/]*';

/** A version or dist-tag. */
export const labelShape = '[^/.][^/]*';

/** A tarball's file name. */
export const tarballShape = '[^/.][^/]*\\.tgz';

/**
 * The public base's path, fit to be written into a server's configuration: begins and ends with `/`. Throws
 * URL_INVALID for what that would read as syntax (`;`, `$`, a quote), and for `%` and `//`: servers compare paths
 * that are decoded and cleaned.
 */
export function basePathOf(url: URL): string {
  if (/^(?:\/[\w.~@+-]+)*\/$/.test(url.pathname)) return url.pathname;
  throw new StillpackError(
    'URL_INVALID',
    `The path of ${url.href} cannot be written into a server's configuration.`,
    {
      hint: 'Use letters, digits, `-`, `_`, `.`, `~`, `@`, `+` and single slashes, or a preset without rewrites.',
    },
  );
}

/** `basePathOf` as a regular expression's source. */
export function basePathShape(url: URL): string {
  return basePathOf(url).replace(/[.+]/g, '\\$&');
}
