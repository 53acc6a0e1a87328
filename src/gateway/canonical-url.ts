// One spelling for every way that clients write a package's name in a path.
import { StillpackError } from '../errors.ts';

/**
 * The path with each segment encoded once and a scoped name as one segment: `/@acme/ui`, `/@acme%2fui` and
 * `/%40acme%2Fui` all become `/@acme%2Fui` (protocol: npm, yarn, bun and deno ask for `%2f`, pnpm for `%2F`, vlt and
 * corepack for `/`; npm 6 sends `%40`). Throws PATH_INVALID for what cannot be decoded.
 */
export function canonicalPath(pathname: string): string {
  const parts = pathname.split('/').slice(1).map(decode);
  const segments: string[] = [];
  for (const part of parts) {
    const last = segments.at(-1);
    // A scope waits for its name; `/@acme` alone is the path of no package.
    if (last !== undefined && /^@[^/]+$/.test(last))
      segments[segments.length - 1] = `${last}/${part}`;
    else segments.push(part);
  }
  return `/${segments.map(encode).join('/')}`;
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replaceAll('%40', '@').replaceAll('%3A', ':');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new StillpackError(
      'PATH_INVALID',
      `The path holds "${part}", which is not encoded right.`,
      {
        hint: 'Encode what is no letter or digit as %xx, in UTF-8.',
        cause,
      },
    );
  }
}
