// Names and versions that came out of an address: only what passed here becomes part of another one.
import parse from 'semver/functions/parse.js';

/**
 * What npm accepts, now or for packages published long ago: at most one `/`, behind a scope, and no part that a server
 * could take for a folder above.
 */
const packageName =
  /^(?:@[A-Za-z0-9_~!'()*-][A-Za-z0-9._~!'()*-]*\/)?[A-Za-z0-9~!'()*-][A-Za-z0-9._~!'()*-]*$/;

/** The name, or `undefined` when it is none. */
export function parsePackageName(text: string | null | undefined): string | undefined {
  return typeof text === 'string' && text.length <= 214 && packageName.test(text)
    ? text
    : undefined;
}

/** The version as semver writes it, or `undefined` when it is none. */
export function parseVersion(text: string | null | undefined): string | undefined {
  return typeof text === 'string' ? parse(text, { loose: true })?.version : undefined;
}
