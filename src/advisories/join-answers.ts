import type { Advisory } from './advisory.ts';
import type { FoundAdvisories } from './audit-request.ts';

/** Those of both, ours first; of one vulnerability that both know (by id, or by GitHub's id) only ours. */
export function joinAnswers(own: FoundAdvisories, upstream: FoundAdvisories): FoundAdvisories {
  const joined = new Map(own);
  for (const [name, theirs] of upstream) {
    const ours = own.get(name) ?? [];
    const known = new Set(ours.flatMap(keysOf));
    joined.set(name, [
      ...ours,
      ...theirs.filter((each) => !keysOf(each).some((key) => known.has(key))),
    ]);
  }
  return joined;
}

function keysOf({ id, ghsa }: Advisory): readonly string[] {
  return ghsa === undefined ? [String(id)] : [String(id), ghsa];
}
