import { posix } from 'node:path';

/** PATH_MAX of Linux; the paths in an archive are shorter (`archiveLimits.path`). */
const maxLength = 4096;

/**
 * Whether a path of package.json is short enough to name a file. `normalize` of node:path takes time that grows with
 * the square of the length, so that a longer one must not reach it.
 */
export function isPathLength(path: string): boolean {
  return path.length <= maxLength;
}

/**
 * A path from package.json as npm publish reads it: relative to the package, `/`-separated, unable to leave it
 * (`../x` is `x`). Rule: `secureAndUnixifyPath` of @npmcli/package-json 7. Empty for the package's own folder;
 * `undefined` for one that is too long for any file.
 */
export function archivePathOf(path: string): string | undefined {
  if (!isPathLength(path)) return undefined;
  const inside = posix.join('/', path.replace(/[\\:]/g, '/')).slice(1);
  return inside.endsWith('/') ? inside.slice(0, -1) : inside;
}
