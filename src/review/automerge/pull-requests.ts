// What automerge asks GitHub, and has it do.
import { StillpackError } from '../../errors.ts';
import { memberOf, textAt } from '../../forge/github-requests.ts';
import type { RepositoryRequests } from '../../forge/repository-requests.ts';
import type { PullRequestFacts } from './conditions.ts';

export interface ListedPullRequest extends Omit<PullRequestFacts, 'checkedAt'> {
  /** For people. */
  readonly url: string;
  /** The login that opened it. */
  readonly author: string;
  /** Where its commits come from: `acme/registry`, or a fork; empty for one that is gone. */
  readonly from: { readonly repository: string; readonly branch: string };
  /** When it was opened; not a number where GitHub does not say. */
  readonly openedAt: Date;
}

/** Open ones that are to be merged into `branch`, oldest first; of `number`, that one alone, open or not. */
export async function readPullRequests(
  requests: RepositoryRequests,
  { branch, number }: { readonly branch: string; readonly number: number | undefined },
): Promise<readonly ListedPullRequest[]> {
  if (number !== undefined) {
    const found = await requests.ask({
      route: 'GET /pulls/{number}',
      parameters: { number },
      purpose: `show pull request ${number}`,
    });
    return [parsePullRequest(found, branch)];
  }
  const listed = await requests.list({
    route: 'GET /pulls',
    parameters: { state: 'open', base: branch, sort: 'created', direction: 'asc' },
    purpose: `list pull requests for ${branch}`,
  });
  return listed.map((each) => parsePullRequest(each, branch));
}

function parsePullRequest(found: unknown, branch: string): ListedPullRequest {
  const number = memberOf(found, 'number');
  const head = memberOf(found, 'head', 'sha');
  const author = memberOf(found, 'user', 'login');
  const labels = memberOf(found, 'labels');
  const isKnown =
    typeof number === 'number' &&
    typeof head === 'string' &&
    typeof author === 'string' &&
    Array.isArray(labels);
  if (!isKnown) throw odd('pull request');
  if (memberOf(found, 'base', 'ref') !== branch) {
    throw new StillpackError('OPTION_INVALID', `Pull request ${number} is not for ${branch}.`, {
      hint: 'Name its branch with --branch.',
    });
  }
  return {
    ...{ number, head, author, url: textAt(found, 'html_url') },
    from: {
      repository: textAt(found, 'head', 'repo', 'full_name'),
      branch: textAt(found, 'head', 'ref'),
    },
    openedAt: new Date(textAt(found, 'created_at')),
    isOpen: memberOf(found, 'state') === 'open',
    isDraft: memberOf(found, 'draft') === true,
    labels: labels.map((label: unknown) => String(memberOf(label, 'name'))),
  };
}

/** The commit that the branch is at. */
export async function readBranch(requests: RepositoryRequests, branch: string): Promise<string> {
  const found = await requests.ask({
    route: 'GET /git/ref/{ref}',
    parameters: { ref: `heads/${branch}` },
    purpose: `show the branch ${branch}`,
  });
  const sha = memberOf(found, 'object', 'sha');
  if (typeof sha === 'string') return sha;
  throw odd('branch');
}

/**
 * When the newest review of a pull request's head began, by GitHub's clock, if it ended well: from then on, people could
 * have looked at these very bytes. One that was closed meanwhile is reviewed again when it is opened. Only a review that
 * the author set off counts: whoever else pushes to the branch does not have the author's rights. `undefined` when there
 * is none.
 */
export async function readCheckedAt(
  requests: RepositoryRequests,
  { head, author, from, openedAt }: ListedPullRequest,
  workflow: string,
): Promise<Date | undefined> {
  const found = await requests.ask({
    route: 'GET /actions/workflows/{workflow}/runs',
    parameters: { workflow, head_sha: head, event: 'pull_request', per_page: 100 },
    purpose: `list runs of ${workflow}`,
  });
  const runs = memberOf(found, 'workflow_runs');
  if (!Array.isArray(runs)) throw odd('runs of a workflow');
  const own = runs
    .filter(
      (run) =>
        memberOf(run, 'head_sha') === head &&
        memberOf(run, 'head_branch') === from.branch &&
        isSame(memberOf(run, 'head_repository', 'full_name'), from.repository),
    )
    .map((run: unknown) => ({ run, time: Date.parse(textAt(run, 'created_at')) }))
    .toSorted((a, b) => b.time - a.time);
  const [newest] = own;
  if (newest === undefined || memberOf(newest.run, 'conclusion') !== 'success') return undefined;
  if (!isSame(memberOf(newest.run, 'actor', 'login'), author)) return undefined;
  const time = Math.max(newest.time, openedAt.getTime());
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** GitHub does not tell accounts and repositories apart by case. */
function isSame(value: unknown, expected: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === expected.toLowerCase();
}

/** Merges that very commit, or rejects with FORGE_REFUSED: GitHub compares. */
export async function mergePullRequest(
  requests: RepositoryRequests,
  { number, head }: Pick<PullRequestFacts, 'number' | 'head'>,
): Promise<void> {
  await requests.ask({
    route: 'PUT /pulls/{number}/merge',
    parameters: { number, sha: head, merge_method: 'merge' },
    purpose: `merge pull request ${number}`,
  });
}

function odd(what: string): StillpackError {
  return new StillpackError('FORGE_REFUSED', `GitHub’s answer shows no ${what}.`, {
    hint: 'Check the address of the API: something else may answer there.',
  });
}
