import { type Problem, problem } from '../problems.ts';
import type { OutputPath } from '../host/output-path.ts';
import type { PlannedFile, RecordedFile } from './write-plan.ts';

/**
 * VERSION_CHANGED for each tarball that would get other bytes than those that the last build wrote. The history itself
 * is asked first, by `source`: this notices a history that was rewritten since.
 */
export function replacedTarballs(
  wanted: readonly PlannedFile[],
  recorded: ReadonlyMap<OutputPath, RecordedFile>,
): readonly Problem[] {
  return wanted.flatMap(({ kind, path, digest }) => {
    const before = recorded.get(path)?.digest ?? '';
    // An empty one is that of a write which may not have happened.
    if (kind !== 'tarball' || before === '' || before === digest) return [];
    const message = `The last build wrote other bytes as ${path}; nothing of the package was changed: then ${before}, now ${digest}.`;
    return [problem('VERSION_CHANGED', path, message)];
  });
}
