// What a review comes to, as data: everything that is printed, posted or kept is made from it.
import type { Finding } from './finding.ts';
import type { Level } from '../policy/level.ts';

/** `person`: nothing is wrong, but somebody has to look. */
export type Verdict = 'pass' | 'block' | 'person';

/** What changed from one version of a package to another. Sizes are bytes. */
export interface Difference {
  /** `undefined` for the first version of a package. */
  readonly from: string | undefined;
  readonly to: string;
  /** Sorted by path. */
  readonly files: readonly FileDifference[];
  /** Fields of package.json other than dependencies, sorted by key. */
  readonly fields: readonly FieldDifference[];
  /** Sorted by kind and name. */
  readonly dependencies: readonly DependencyDifference[];
  readonly sizes: {
    readonly packed: Pair<number>;
    readonly unpacked: Pair<number>;
    readonly files: Pair<number>;
    /** Unpacked, with the dependencies that this registry has; `undefined` when it was not computed. */
    readonly installed: Pair<number> | undefined;
  };
  readonly outline: Pair<Outline>;
}

/** What a person looks at first, whether or not it changed. */
export interface Outline {
  /** How many are installed with it: dependencies and optionalDependencies. */
  readonly dependencies: number;
  /** Names of the scripts that run when it is installed, in the order in which they do. */
  readonly installScripts: readonly string[];
  /** As package.json has it, JSON unless it is a text; `undefined` when it says nothing. */
  readonly licence: string | undefined;
}

/** `before` is `undefined` for what is new, `after` for what is gone. */
export interface Pair<Value> {
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

export interface FileDifference {
  readonly path: string;
  /** Bytes. */
  readonly size: Pair<number>;
  /** A unified diff of text, without the lines that name the files; `undefined` for other bytes, or past the limits. */
  readonly patch: string | undefined;
}

export interface FieldDifference extends Pair<string> {
  /** `before` and `after` are JSON. */
  readonly key: string;
}

export interface DependencyDifference extends Pair<string> {
  /** `dependencies`, `peerDependencies`, … */
  readonly kind: string;
  readonly name: string;
}

export interface VersionReport {
  readonly version: string;
  /** Of its tarball, in the registry repository. */
  readonly path: string;
  readonly integrity: string;
  readonly difference: Difference;
}

export interface PackageReport {
  readonly name: string;
  readonly isNew: boolean;
  /** Ascending. */
  readonly added: readonly VersionReport[];
  /** Versions that are gone, ascending. */
  readonly removed: readonly string[];
  /** Fields of meta.json, sorted; JSON. */
  readonly meta: readonly FieldDifference[];
  /** Paths of files that change and are neither the tarball nor the provenance of an added version, sorted. */
  readonly changedFiles: readonly string[];
}

export interface ReviewReport {
  /** Commits. `base` is what is built on, `head` what is judged. */
  readonly base: string;
  readonly head: string;
  readonly verdict: Verdict;
  /** Whether a forge vouches for who asks, and that is somebody who may publish every package of it. */
  readonly isByOwner: boolean;
  /** Worst first, then by path. */
  readonly findings: readonly Finding[];
  /** Sorted by name. */
  readonly packages: readonly PackageReport[];
  /** Paths of changed files that belong to no package, sorted. */
  readonly others: readonly string[];
}

export function verdictOf(findings: readonly Pick<Finding, 'level'>[]): Verdict {
  const has = (level: Level): boolean => findings.some((each) => each.level === level);
  if (has('block')) return 'block';
  return has('person') ? 'person' : 'pass';
}
