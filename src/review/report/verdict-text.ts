import { count } from '../../amounts.ts';
import type { Level } from '../../policy/level.ts';
import type { ReviewReport } from '../review-report.ts';

/** One sentence without a full stop. */
export function verdictText({ verdict, findings, packages, others }: ReviewReport): string {
  const of = (level: Level): string =>
    count(findings.filter((each) => each.level === level).length, 'finding');
  switch (verdict) {
    case 'pass':
      return packages.length + others.length === 0
        ? 'Nothing changes'
        : 'Nothing stands in the way';
    case 'person':
      return `Somebody who may publish has to look: ${of('person')}`;
    case 'block':
      return `This may not be merged: ${of('block')}`;
  }
}
