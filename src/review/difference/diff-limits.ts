// How much of a difference is spelled out, so that no pair of tarballs makes it take long, or much memory.

export interface DiffLimits {
  /** Unchanged lines around a change. */
  readonly context: number;
  /** Bytes of a changed file: a larger one has no patch. */
  readonly file: number;
  /** Lines added and removed in one file: of more, the whole file is shown as replaced, if that fits. */
  readonly edits: number;
  /** Of the search for what changed, over all files; see `stepsOf`. */
  readonly steps: number;
  /** Characters of all patches. */
  readonly patches: number;
}

/**
 * For what is shown in a pull request, where 60,000 characters have place. The slowest pair of tarballs takes two
 * seconds, what `npm publish` makes of a project a few milliseconds.
 */
export const reviewDiffLimits: DiffLimits = Object.freeze({
  context: 3,
  file: 2 ** 20,
  edits: 1500,
  steps: 50_000_000,
  patches: 200_000,
});

/** For a person who asked for the whole difference, and can wait for it. */
export const wholeDiffLimits: DiffLimits = Object.freeze({
  context: 3,
  file: 8 * 2 ** 20,
  edits: 3000,
  steps: 1_000_000_000,
  patches: 256 * 2 ** 20,
});

/** Each line costs about as much to read as sixteen steps of the search (diff 9). */
const linear = 16;

/** What a search costs that finds `edits`, or gives up there, in files of so many lines together. */
export function stepsOf({ edits, lines }: { edits: number; lines: number }): number {
  return (edits + linear) * (edits + lines);
}

/** The most edits that so many steps suffice for; negative when they do not suffice to begin. */
export function editsWithin(steps: number, lines: number): number {
  // (e + k)(e + n) = s, solved for e.
  const half = (linear + lines) / 2;
  return Math.floor(Math.sqrt(half ** 2 - linear * lines + steps) - half);
}
