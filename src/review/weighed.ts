import type { ReviewPolicy } from '../policy/review-policy.ts';
import type { Finding } from './finding.ts';

/** The findings with the levels that the policy gives their checks. */
export function weighed(
  findings: readonly Finding[],
  { levels }: Pick<ReviewPolicy, 'levels'>,
): readonly Finding[] {
  return findings.flatMap((each) => {
    const level = levels[each.check] ?? each.level;
    return level === 'off' ? [] : [{ ...each, level }];
  });
}
