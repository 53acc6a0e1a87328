import { finding, type Finding } from '../finding.ts';
import { levels } from '../../policy/level.ts';

/**
 * At most `limit` findings of each check, the worst first, then one that says how many more there are: a hostile
 * package may give rise to any number. They are of one version.
 */
export function limitFindings(findings: readonly Finding[], limit = 20): readonly Finding[] {
  const ids = new Set(findings.map(({ check }) => check));
  return [...ids].flatMap((id) => {
    const own = findings
      .filter(({ check }) => check === id)
      .toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
    const [next] = own.slice(limit);
    if (next === undefined) return own;
    const { path, file, level } = next;
    const message = `There are ${own.length - limit} more of this kind.`;
    return [...own.slice(0, limit), finding(id, { path, file, level, message })];
  });
}
