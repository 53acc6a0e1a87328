import { describe, expect, test } from 'vitest';
import {
  type AutomergeInput,
  type ConditionId,
  conditionsOf,
} from '../../../src/review/automerge/conditions.ts';
import { finding } from '../../../src/review/finding.ts';
import { reviewPolicyOf } from '../../../src/policy/review-policy.ts';
import type { PackageReport, ReviewReport } from '../../../src/review/review-report.ts';

const head = 'a'.repeat(40);
const noon = new Date('2026-05-01T12:00:00Z');

function minutesBefore(minutes: number): Date {
  return new Date(noon.getTime() - minutes * 60_000);
}

const pkg: PackageReport = {
  ...{ name: '@acme/ui', isNew: false, removed: [], meta: [], changedFiles: [] },
  added: [
    {
      ...{ version: '1.0.1', path: 'packages/@acme/ui/ui-1.0.1.tgz', integrity: 'sha512-x' },
      difference: {
        ...{ from: '1.0.0', to: '1.0.1', files: [], fields: [], dependencies: [] },
        sizes: {
          packed: { before: 1, after: 1 },
          unpacked: { before: 1, after: 1 },
          files: { before: 1, after: 1 },
          installed: undefined,
        },
        outline: { before: undefined, after: undefined },
      },
    },
  ],
};

const ready: ReviewReport = {
  ...{ base: 'b'.repeat(40), head, verdict: 'pass', isByOwner: true },
  ...{ findings: [], packages: [pkg], others: [] },
};

function input(changes: {
  readonly report?: Partial<ReviewReport>;
  readonly facts?: Partial<AutomergeInput['facts']>;
  readonly policy?: Partial<AutomergeInput['policy']>;
}): AutomergeInput {
  return {
    report: { ...ready, ...changes.report },
    facts: {
      ...{ number: 7, isOpen: true, isDraft: false, head, labels: [] },
      checkedAt: minutesBefore(10),
      ...changes.facts,
    },
    policy: { ...reviewPolicyOf({ automerge: { enabled: true } }).automerge, ...changes.policy },
    now: noon,
  };
}

function unmet(changes: Parameters<typeof input>[0]): readonly ConditionId[] {
  return conditionsOf(input(changes)).flatMap(({ id, isMet }) => (isMet ? [] : [id]));
}

describe('a pull request is merged without a person', () => {
  test('when all conditions are met, each of which says so', () => {
    const conditions = conditionsOf(input({}));
    expect(conditions.filter(({ isMet }) => !isMet)).toEqual([]);
    expect(conditions.map(({ message }) => message).join('\n')).toContain('@acme/ui@1.0.1');
  });

  const person = finding('name-new', { path: 'packages/x', message: 'x is new.' });
  const block = finding('secret', { path: 'packages/x', message: 'A secret.' });
  test.each<[string, ConditionId, Parameters<typeof input>[0]]>([
    ['where nobody allowed it', 'enabled', { policy: { enabled: false } }],
    ['that is closed', 'open', { facts: { isOpen: false } }],
    ['that is a draft', 'open', { facts: { isDraft: true } }],
    ['that something blocks', 'no-block', { report: { findings: [block] } }],
    ['that needs a person', 'no-person', { report: { findings: [person] } }],
    ['of two packages', 'one-package', { report: { packages: [pkg, { ...pkg, name: 'x' }] } }],
    ['of no package', 'one-package', { report: { packages: [] } }],
    ['with other files', 'one-package', { report: { others: ['README.md'] } }],
    [
      'that touches meta.json',
      'one-package',
      { report: { packages: [{ ...pkg, changedFiles: ['packages/@acme/ui/meta.json'] }] } },
    ],
    ['that adds no version', 'one-package', { report: { packages: [{ ...pkg, added: [] }] } }],
    ['by nobody who may publish', 'owner', { report: { isByOwner: false } }],
    ['whose head moved on', 'checked', { facts: { head: 'c'.repeat(40) } }],
    ['with a label', 'no-label', { facts: { labels: ['HOLD'] } }],
    ['too early', 'waited', { facts: { checkedAt: minutesBefore(9.9) } }],
  ])('but not one %s', (_, id, changes) => {
    expect(unmet(changes)).toEqual([id]);
  });

  test('but not one whose head was never reviewed', () => {
    expect(unmet({ facts: { checkedAt: undefined } })).toEqual(['checked', 'waited']);
  });

  test('after a longer wait for a new name', () => {
    const report = { packages: [{ ...pkg, isNew: true }] };
    const after = (hours: number) => ({ report, facts: { checkedAt: minutesBefore(hours * 60) } });
    expect(unmet(after(71.9))).toEqual(['waited']);
    expect(unmet(after(72))).toEqual([]);
    const [waited] = conditionsOf(input(after(1))).filter(({ id }) => id === 'waited');
    expect(waited?.message).toContain('71 hours of 72 hours');
  });
});
