import type { Finding } from '../finding.ts';

/** The first findings, and one more that stands for the rest. `sum` is given how many those are. */
export function firstOf(
  findings: readonly Finding[],
  limit: number,
  sum: (rest: readonly Finding[]) => Finding,
): readonly Finding[] {
  const rest = findings.slice(limit);
  return rest.length === 0 ? findings : [...findings.slice(0, limit), sum(rest)];
}
