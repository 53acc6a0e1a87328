// What a build has to say, apart from the files it wrote.
import { compareText } from './compare.ts';
import type { PackageRoom } from './host/package-room.ts';
import type { Problem } from './problems.ts';

/** A problem as a build reports it: an `error` fails the build, a `warning` does not. */
export interface ReportedProblem {
  readonly code: Problem['code'];
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

export interface BuildReport {
  /** No problem is an error: the exit code is 0. */
  readonly ok: boolean;
  /** The output folder holds a whole registry (perhaps without the versions that have problems). */
  readonly deployable: boolean;
  readonly commit: string;
  readonly packages: number;
  readonly versions: number;
  readonly files: { readonly written: number; readonly kept: number; readonly removed: number };
  /** Bytes written. */
  readonly bytes: number;
  /** What a package costs; `undefined` where there is none. */
  readonly room: PackageRoom | undefined;
  /** Sorted by path, then by code. */
  readonly problems: readonly ReportedProblem[];
}

export interface BuildResult {
  readonly report: BuildReport;
  /** The newest one in the history that the report is of. */
  readonly date: Date;
  /** Whether the next build of the same commit would say the same. */
  readonly isLasting: boolean;
}

/** Problems of this machine, or of this one build. */
const passing: ReadonlySet<Problem['code']> = new Set([
  'BYTES_MISMATCH',
  'BYTES_NOT_FETCHED',
  'HISTORY_REWRITTEN',
  'RECORD_DAMAGED',
]);

/** Whether all of these follow from the commit and the output folder, so that they are there the next time, too. */
export function areLasting(problems: readonly Problem[]): boolean {
  return !problems.some(({ code }) => passing.has(code));
}

/** Sorts and grades problems; under `strict` every one is an error. */
export function reportProblems(
  problems: readonly Problem[],
  { strict }: { readonly strict: boolean },
): readonly ReportedProblem[] {
  return problems
    .toSorted((a, b) => compareText(a.path, b.path) || compareText(a.code, b.code))
    .map(({ code, severity, path, message, hint }) => ({
      code,
      severity: strict || severity === 'unsafe' ? 'error' : 'warning',
      path,
      message,
      hint,
    }));
}
