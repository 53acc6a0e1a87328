import { type Problem, problem, type ProblemCode } from '../problems.ts';

export interface ProblemList {
  /** Only the first fault of a code is told, the others are counted: an archive may have 100,000 of one kind. */
  readonly add: (code: ProblemCode, message: string) => void;
  readonly has: (code: ProblemCode) => boolean;
  /** In the order in which each code appeared first. */
  readonly problems: () => readonly Problem[];
}

/** Collects what is wrong with the tarball at `path`. */
export function createProblemList(path: string): ProblemList {
  const first = new Map<ProblemCode, { readonly message: string; count: number }>();

  function add(code: ProblemCode, message: string): void {
    const known = first.get(code);
    if (known === undefined) first.set(code, { message, count: 1 });
    else known.count += 1;
  }

  function problems(): readonly Problem[] {
    return [...first].map(([code, { message, count }]) =>
      problem(code, path, count === 1 ? `${message}.` : `${message} (and ${count - 1} more).`),
    );
  }

  return { add, has: (code) => first.has(code), problems };
}
