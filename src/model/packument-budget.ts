// How much one package may put into a document: every install reads it whole, and a JSON text ends at 512 MiB.
import { type Problem, problem } from '../problems.ts';
import { compareVersions, type Version } from '../version.ts';

/** Bytes of JSON. The public registry answers 413 to a publish that makes the document of a package larger. */
const packumentBytes = 100e6;

/** For what a version has beside its manifest and its people: `dist`, `_id`, its time. */
const fixedBytes = 1024;

export interface SizedVersion {
  /** Its tarball; problems name it. */
  readonly path: string;
  readonly version: Version;
  /** `Landing.since`; `undefined` for one that has not landed: it comes after all that have. */
  readonly since: number | undefined;
}

export interface PackumentBudget {
  /** Whether a version with so many bytes of JSON still has a place; if so, it is taken. */
  readonly take: (bytes: number) => boolean;
}

/** A budget of bytes, to be asked in the order of `compareLanding`: what landed first keeps its place. */
export function createPackumentBudget(limit: number = packumentBytes): PackumentBudget {
  let left = limit;
  return {
    take(bytes) {
      if (bytes + fixedBytes > left) return false;
      left -= bytes + fixedBytes;
      return true;
    },
  };
}

/** Of two that landed together, the lower version comes first. */
export function compareLanding(a: SizedVersion, b: SizedVersion): number {
  const [first, second] = [a.since ?? Infinity, b.since ?? Infinity];
  if (first !== second) return first < second ? -1 : 1;
  return compareVersions(a.version, b.version);
}

/** Why a version has no place: PACKUMENT_LIMIT. */
export function overBudget({ path, version }: SizedVersion): Problem {
  const message = `With ${version}, all versions together would be over ${packumentBytes / 1e6} MB of package.json; ${path} is left out.`;
  return problem('PACKUMENT_LIMIT', path, message);
}
