// Whether a pull request may be merged without a person. Pure: the clock, the forge and the review are its inputs.
import type { AutomergePolicy } from '../../policy/review-policy.ts';
import type { PackageReport, ReviewReport } from '../review-report.ts';

/** Closed, in the order in which they are explained. */
export type ConditionId =
  | 'enabled'
  | 'open'
  | 'no-block'
  | 'no-person'
  | 'one-package'
  | 'owner'
  | 'checked'
  | 'waited'
  | 'no-label';

export interface Condition {
  readonly id: ConditionId;
  readonly isMet: boolean;
  /** One sentence: what is so, or what is missing. */
  readonly message: string;
}

/** What the forge says of a pull request, by its own clock and its own accounts. */
export interface PullRequestFacts {
  readonly number: number;
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  /** The commit that it would merge. */
  readonly head: string;
  readonly labels: readonly string[];
  /** When the review of that very commit began; `undefined` when the newest did not end well, or is somebody else's. */
  readonly checkedAt: Date | undefined;
}

export interface AutomergeInput {
  readonly facts: PullRequestFacts;
  /** Of what was reviewed just now, not of what the pull request brought along. */
  readonly report: ReviewReport;
  readonly policy: AutomergePolicy;
  readonly now: Date;
}

/** Every condition; all of them have to be met. */
export function conditionsOf(input: AutomergeInput): readonly Condition[] {
  const { facts, report, policy } = input;
  const count = (level: 'block' | 'person'): number =>
    report.findings.filter((each) => each.level === level).length;
  return [
    condition('enabled', policy.enabled, {
      met: 'stillpack.json allows it.',
      unmet: 'It is off: set review.automerge.enabled in stillpack.json.',
    }),
    condition('open', facts.isOpen && !facts.isDraft, {
      met: 'The pull request is open.',
      unmet: facts.isOpen ? 'The pull request is a draft.' : 'The pull request is closed.',
    }),
    condition('no-block', count('block') === 0, {
      met: 'Nothing blocks it.',
      unmet: `${count('block')} findings block it.`,
    }),
    condition('no-person', count('person') === 0, {
      met: 'Nothing needs a person.',
      unmet: `${count('person')} findings need a person.`,
    }),
    onePackage(report),
    condition('owner', report.isByOwner, {
      met: 'Its author may publish the package, and the forge vouches for the account.',
      unmet: 'The forge names no account that may publish the package.',
    }),
    condition('checked', facts.head === report.head && facts.checkedAt !== undefined, {
      met: `The commit ${short(facts.head)} is the one that was reviewed.`,
      unmet:
        facts.head === report.head
          ? `The newest review of the commit ${short(facts.head)} has not ended well, or was set off by somebody else.`
          : `The head is ${short(facts.head)}, the commit that was reviewed ${short(report.head)}.`,
    }),
    waited(input),
    noLabel(facts, policy),
  ];
}

function condition(
  id: ConditionId,
  isMet: boolean,
  { met, unmet }: { readonly met: string; readonly unmet: string },
): Condition {
  return { id, isMet, message: isMet ? met : unmet };
}

function onePackage({ packages, others }: ReviewReport): Condition {
  const [pkg, ...more] = packages;
  const isOne = pkg !== undefined && more.length === 0 && others.length === 0;
  return condition('one-package', isOne && isOnlyVersions(pkg), {
    met: `It adds ${(pkg?.added ?? []).map(({ version }) => `${pkg?.name ?? ''}@${version}`).join(', ')}, and nothing else.`,
    unmet: isOne
      ? 'It does more than add versions.'
      : 'It does not change exactly one package, and nothing else.',
  });
}

/** Each new file is a tarball of an added version, or its provenance. */
function isOnlyVersions({ added, changedFiles }: PackageReport): boolean {
  return added.length > 0 && changedFiles.length === 0;
}

function waited({ facts, report, policy, now }: AutomergeInput): Condition {
  const isNew = report.packages.some((pkg) => pkg.isNew);
  const minutes = isNew ? policy.newNameHours * 60 : policy.newVersionMinutes;
  const what = isNew ? 'a new name' : 'a new version';
  const { checkedAt } = facts;
  const gone = checkedAt === undefined ? undefined : (now.getTime() - checkedAt.getTime()) / 60_000;
  const left = Math.ceil(minutes - (gone ?? 0));
  return condition('waited', gone !== undefined && gone >= minutes, {
    met: `${durationOf(minutes)} for ${what} are over.`,
    unmet:
      gone === undefined
        ? `${durationOf(minutes)} for ${what} begin with the review of the commit.`
        : `${durationOf(left)} of ${durationOf(minutes)} for ${what} are left.`,
  });
}

function durationOf(minutes: number): string {
  return minutes >= 120 ? `${Math.ceil(minutes / 60)} hours` : `${minutes} minutes`;
}

function noLabel({ labels }: PullRequestFacts, { blockingLabels }: AutomergePolicy): Condition {
  const blocking = new Set(blockingLabels.map((label) => label.toLowerCase()));
  const held = labels.filter((label) => blocking.has(label.toLowerCase()));
  return condition('no-label', held.length === 0, {
    met: 'No label holds it back.',
    unmet: `The label ${held.join(', ')} holds it back.`,
  });
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
