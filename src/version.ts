import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';

/** A semver version without build metadata: what stands as a key in a packument. */
export type Version = string & { readonly __brand: 'Version' };

/** Three numbers that are exact in JavaScript: parsing would change nothing. */
const plain = /^(?:0|[1-9]\d{0,14})(?:\.(?:0|[1-9]\d{0,14})){2}$/;

/**
 * What semver's loose parse makes of `value` (`v1.0.0` and `1.0.0+b` are 1.0.0), as npm publish does;
 * `undefined` when it makes nothing of it.
 */
export function versionOf(value: unknown): Version | undefined {
  if (typeof value !== 'string') return undefined;
  const version = plain.test(value) ? value : parse(value, { loose: true })?.version;
  // The parse is what the brand stands for.
  return version as Version | undefined;
}

/** Semver precedence, ascending. */
export function compareVersions(a: Version, b: Version): number {
  return isPrerelease(a) || isPrerelease(b) ? compare(a, b) : compareTriples(a, b);
}

/** The first number that differs decides, and none begins with a zero, so that of two the longer is greater. */
function compareTriples(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return digitsFrom(a, at) - digitsFrom(b, at) || a.charCodeAt(at) - b.charCodeAt(at);
}

function digitsFrom(text: string, start: number): number {
  const dot = text.indexOf('.', start);
  return (dot < 0 ? text.length : dot) - start;
}

export function isPrerelease(version: Version): boolean {
  return version.includes('-');
}
