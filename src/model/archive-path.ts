import { posix } from 'node:path';

/**
 * A path from package.json as npm publish reads it: relative to the package, `/`-separated, unable to leave it
 * (`../x` is `x`). Rule: `secureAndUnixifyPath` of @npmcli/package-json 7. Empty for the package's own folder.
 */
export function archivePathOf(path: string): string {
  const inside = posix.join('/', path.replace(/[\\:]/g, '/')).slice(1);
  return inside.endsWith('/') ? inside.slice(0, -1) : inside;
}
