// What automerge asks GitHub, and has it do.
import { StillpackError } from '../../errors.ts';
import { memberOf } from '../../forge/github-requests.ts';
import type { RepositoryRequests } from '../../forge/repository-requests.ts';
import type { PullRequestFacts } from './conditions.ts';

export interface ListedPullRequest extends Omit<PullRequestFacts, 'checkedAt'> {
  /** For people. */
  readonly url: string;
  /** The login that opened it. */
  readonly author: string;
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
  const url = memberOf(found, 'html_url');
  return {
    ...{ number, head, author, url: typeof url === 'string' ? url : '' },
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
 * When the first review of a commit began that ended well, by GitHub's clock: from then on, people could have looked at
 * these very bytes. `undefined` when there is none.
 */
export async function readCheckedAt(
  requests: RepositoryRequests,
  { head, workflow }: { readonly head: string; readonly workflow: string },
): Promise<Date | undefined> {
  const found = await requests.ask({
    route: 'GET /actions/workflows/{workflow}/runs',
    parameters: { workflow, head_sha: head, event: 'pull_request', per_page: 100 },
    purpose: `list runs of ${workflow}`,
  });
  const runs = memberOf(found, 'workflow_runs');
  if (!Array.isArray(runs)) throw odd('runs of a workflow');
  const times = runs
    .filter(
      (run) => memberOf(run, 'head_sha') === head && memberOf(run, 'conclusion') === 'success',
    )
    .map((run) => Date.parse(String(memberOf(run, 'created_at'))))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
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
