import { type ErrorCode, StillpackError } from '../errors.ts';
import type { Problem } from '../problems.ts';

/** The error that carries every reason to refuse; `undefined` when all of them are warnings. */
export function createRefusal(problems: readonly Problem[]): StillpackError | undefined {
  const reasons = problems.filter(({ severity }) => severity !== 'warning');
  const [first] = reasons;
  if (first === undefined) return undefined;
  const codes = new Set(reasons.map(({ code }) => code));
  if (reasons.length === 1) {
    return new StillpackError(codeOf(codes), first.message, {
      path: first.path,
      hint: first.hint,
      problems: reasons,
    });
  }
  return new StillpackError(codeOf(codes), `Nothing was added, for ${reasons.length} reasons.`, {
    hint: 'Add what is right in another call, or correct the rest first.',
    problems: reasons,
  });
}

/** A problem that has an error of the same name keeps it, so that scripts can tell it from all others. */
function codeOf(codes: ReadonlySet<Problem['code']>): ErrorCode {
  const [code] = codes;
  if (codes.size > 1) return 'ADD_REFUSED';
  return code === 'VERSION_EXISTS' || code === 'FILE_TOO_LARGE' ? code : 'ADD_REFUSED';
}
